import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { IdpError } from '../errors.ts'

/** What libkrb5 has to know of a gateway's domain. */
export interface RealmServers {
  readonly kerberosRealm: string
  /** Hosts or addresses, without ports, in the order to try. */
  readonly hosts: readonly string[]
  /** Only a keytab file can bring RC4 keys. */
  readonly mayHoldRc4: boolean
}

/**
 * The krb5.conf of this process: the gateways' realms and nothing else; replaced by rename, so that nobody reads half a file.
 * libkrb5 looks at its date at most once a second, so a change waits that long before it counts.
 */
export class Krb5ConfigFile {
  readonly path: string
  readonly #rereadMilliseconds: number
  #written: string | undefined

  constructor(path: string, rereadMilliseconds = 1100) {
    this.path = path
    this.#rereadMilliseconds = rereadMilliseconds
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    this.#written = readIfThere(path)
  }

  /** Writes when something changed, and resolves when libkrb5 reads it so. Throws KERBEROS_REALM_INVALID. */
  async update(realms: readonly RealmServers[]): Promise<void> {
    const text = serializeKrb5Config(realms)
    if (text === this.#written) return
    const temporary = `${this.path}.new`
    writeFileSync(temporary, text, { mode: 0o600 })
    renameSync(temporary, this.path)
    this.#written = text
    await delay(this.#rereadMilliseconds)
  }
}

/**
 * No DNS: which hosts are domain controllers is a setting, and a name that DNS made up would send our password elsewhere.
 * TCP always: a ticket with a PAC outgrows UDP.
 */
export function serializeKrb5Config(realms: readonly RealmServers[]): string {
  for (const { kerberosRealm } of realms)
    if (!/^[A-Za-z0-9.-]{1,255}$/.test(kerberosRealm)) throw new IdpError('KERBEROS_REALM_INVALID', { kerberosRealm })
  const sections = realms.map(
    ({ kerberosRealm, hosts }) =>
      `  ${kerberosRealm} = {\n${hosts.map((host) => `    kdc = ${kdcAddress(host)}\n`).join('')}  }\n`,
  )
  return `# Written by Joinery from the settings of its gateways; changes are lost.
[libdefaults]
${realms
  .slice(0, 1)
  .map(({ kerberosRealm }) => `  default_realm = ${kerberosRealm}\n`)
  .join('')}  dns_lookup_kdc = false
  dns_lookup_realm = false
  dns_canonicalize_hostname = false
  rdns = false
  udp_preference_limit = 1
  ignore_acceptor_hostname = true
  default_ccache_name = MEMORY:
${realms.some(({ mayHoldRc4 }) => mayHoldRc4) ? '  allow_rc4 = true\n' : ''}[realms]
${sections.join('')}`
}

function kdcAddress(host: string): string {
  return host.includes(':') ? `[${host.replace(/^\[|\]$/g, '')}]` : host
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
