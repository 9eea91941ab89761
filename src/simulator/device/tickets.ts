import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import kerberos from 'kerberos'
import type { Credential } from './device-options.ts'
import { runTool } from './run-tool.ts'

/** Kerberos as the device uses it: MIT's tools for tickets, npm `kerberos` for tokens. All of it through the environment of this process. */

/** A ticket-granting ticket in a cache of its own, which becomes the process's cache; or why there is none. */
export async function signIn(
  principal: string,
  credential: Credential,
  folder: string,
  name: string,
): Promise<Error | undefined> {
  const file = join(folder, `${name}.ccache`)
  process.env.KRB5CCNAME = `FILE:${file}`
  if ('ticketCache' in credential) {
    copyFileSync(credential.ticketCache, file)
    return undefined
  }
  const { code, stderr } = await runTool('kinit', ['-k', '-t', credential.keytab, principal])
  return code === 0 ? undefined : new Error(`no ticket for ${principal}: ${reasonOf(stderr)}`)
}

export interface ServiceTicket {
  readonly servicePrincipal: string
  readonly encryptionType: string
  readonly keyVersion: string
}

/** Fetches the service ticket into the cache, or says why the KDC gives none. */
export async function fetchServiceTicket(servicePrincipal: string): Promise<ServiceTicket | Error> {
  const { code, stdout, stderr } = await runTool('kvno', [servicePrincipal])
  if (code !== 0) return new Error(`no ticket for ${servicePrincipal}: ${reasonOf(stderr)}`)
  const listed = (await runTool('klist', ['-e'])).stdout.split('\n')
  const at = listed.findLastIndex((line) => line.includes(` ${servicePrincipal}`))
  return {
    servicePrincipal,
    encryptionType: /Etype \(skey, tkt\): [^,]+, (\S+)/.exec(listed.slice(at).join('\n'))?.[1] ?? 'unknown',
    keyVersion: /kvno = (\d+)/.exec(stdout)?.[1] ?? 'unknown',
  }
}

/** The SPNEGO token that WinHTTP would send for this host, base64. */
export async function makeNegotiateToken(host: string): Promise<string> {
  const client = await kerberos.initializeClient(`HTTP@${host}`, { mechOID: kerberos.GSS_MECH_OID_SPNEGO })
  return client.step('')
}

/** What Windows offers where it has no ticket: the first message of NTLM [MS-NLMP], without names. */
export function makeNtlmToken(): string {
  const message = Buffer.alloc(40)
  message.write('NTLMSSP\0', 'latin1')
  message.writeUInt32LE(1, 8)
  message.writeUInt32LE(0xe2088297, 12)
  message.set([10, 0, 0xf4, 0x65, 0, 0, 0, 15], 32)
  return message.toString('base64')
}

/**
 * Moves the clock of the cache's authenticators: MIT notes how far the KDC's clock is in the header (tag 1 of a cache of version 4),
 * and adds it to the time it writes. The tickets in it stay as they are.
 */
export function skewTicketCache(seconds: number): void {
  const file = (process.env.KRB5CCNAME ?? '').replace(/^FILE:/, '')
  const bytes = readFileSync(file)
  const header = Buffer.alloc(16)
  header.writeUInt16BE(0x0504, 0)
  header.writeUInt16BE(12, 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(8, 6)
  header.writeInt32BE(seconds, 8)
  writeFileSync(file, Buffer.concat([header, bytes.subarray(4 + bytes.readUInt16BE(2))]))
}

/** `kinit: Client not found …` -> what stands after the tool's name. */
function reasonOf(stderr: string): string {
  return (stderr.trim().split('\n').at(-1) ?? '').replace(/^\w+: /, '')
}
