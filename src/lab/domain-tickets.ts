import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LabAccount } from './domain-accounts.ts'
import { runTool } from './run-tool.ts'

/** A ticket cache in a file, with the environment that makes a Kerberos client use it. */
export interface TicketCache {
  readonly file: string
  readonly env: { readonly KRB5CCNAME: string; readonly KRB5_CONFIG: string }
}

export interface ServiceTicket {
  readonly servicePrincipal: string
  readonly keyVersion: number
  /** As MIT names it, of the ticket itself: `aes256-cts-hmac-sha1-96`, `arcfour-hmac`. */
  readonly encryptionType: string
}

export interface DomainTickets {
  /** The keys of these principals as the domain controller holds them, old salt included, in one file. */
  exportKeytab(principals: readonly string[], file?: string): Promise<string>
  /** A ticket-granting ticket. The principal may leave out its realm. */
  kinit(principal: string, credential: { password: string } | { keytab: string }): Promise<TicketCache>
  /** A ticket-granting ticket by account and password. */
  signIn(account: LabAccount): Promise<TicketCache>
  /** Fetches a service ticket into the cache. */
  getServiceTicket(cache: TicketCache, servicePrincipal: string): Promise<ServiceTicket>
  /** A ticket to `service` in the name of `clientPrincipal`, with only the service's own tickets (S4U2Self). */
  impersonate(cache: TicketCache, clientPrincipal: string, service: string): Promise<ServiceTicket>
}

interface TicketSource {
  /** Ticket caches and keytabs go here. */
  readonly folder: string
  readonly kerberosRealm: string
  readonly krb5ConfigFile: string
  /** The domain controller's own folder, with etc/smb.conf. */
  readonly sambaFolder: string
}

export function openDomainTickets(source: TicketSource): DomainTickets {
  const kerberos = { KRB5_CONFIG: source.krb5ConfigFile }
  const newFile = (extension: string) => join(source.folder, `${randomBytes(6).toString('hex')}.${extension}`)
  const qualified = (principal: string) =>
    /(?<!\\)@/.test(principal) ? principal : `${principal}@${source.kerberosRealm}`

  async function exportKeytab(principals: readonly string[], file = newFile('keytab')): Promise<string> {
    for (const principal of principals) {
      const args = ['domain', 'exportkeytab', file, `--principal=${principal}`, '-s', 'etc/smb.conf']
      await runTool('samba-tool', args, { cwd: source.sambaFolder })
    }
    return file
  }

  async function kinit(principal: string, credential: { password: string } | { keytab: string }) {
    const file = newFile('ccache')
    const env = { ...kerberos, KRB5CCNAME: `FILE:${file}` }
    if ('keytab' in credential) await runTool('kinit', ['-k', '-t', credential.keytab, qualified(principal)], { env })
    else await runTool('kinit', [qualified(principal)], { env, input: `${credential.password}\n` })
    return { file, env }
  }

  async function fetchTicket(cache: TicketCache, args: readonly string[]): Promise<ServiceTicket> {
    const said = await runTool('kvno', args, { env: cache.env })
    const match = /^(.+): kvno = (\d+)/m.exec(said)
    const servicePrincipal = match?.[1] ?? ''
    const listed = await runTool('klist', ['-e', '-c', cache.env.KRB5CCNAME], { env: cache.env })
    return { servicePrincipal, keyVersion: Number(match?.[2]), encryptionType: ticketTypeOf(listed, servicePrincipal) }
  }

  return {
    exportKeytab,
    kinit,
    signIn: (account) => kinit(account.sam, { password: account.password }),
    getServiceTicket: (cache, servicePrincipal) => fetchTicket(cache, [servicePrincipal]),
    impersonate: (cache, clientPrincipal, service) => fetchTicket(cache, ['-U', qualified(clientPrincipal), service]),
  }
}

/** The last ticket to that service in `klist -e`: the line under it names the session key's type, then the ticket's. */
function ticketTypeOf(listed: string, servicePrincipal: string): string {
  const lines = listed.split('\n')
  const at = lines.findLastIndex((line) => line.includes(` ${servicePrincipal}`))
  return /Etype \(skey, tkt\): [^,]+, (?:DEPRECATED:)?(\S+)/.exec(lines.slice(at).join('\n'))?.[1] ?? 'unknown'
}

/**
 * Puts the clock of this cache's clients so many seconds ahead: noted in the cache's header (tag 1, DeltaTime) as kinit
 * notes how far the KDC's clock is, it moves the time in their authenticators. Fetch the service ticket first. More than
 * five minutes behind, a client refuses its own ticket (not yet valid) before anybody else can.
 */
export function skewTicketCache(cache: TicketCache, seconds: number): void {
  const bytes = readFileSync(cache.file)
  const headerLength = bytes.readUInt16BE(2)
  if (bytes.readUInt16BE(0) !== 0x0504) throw new TypeError(`${cache.file} is not a ticket cache of version 4`)
  const header = Buffer.alloc(12)
  header.writeUInt16BE(1, 0)
  header.writeUInt16BE(8, 2)
  header.writeInt32BE(seconds, 4)
  writeFileSync(cache.file, Buffer.concat([uint16(0x0504), uint16(12), header, bytes.subarray(4 + headerLength)]))
}

function uint16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff])
}
