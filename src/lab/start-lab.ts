// Owns throw-away Active Directory domains: real Samba domain controllers on loopback, made and ended by one call.
// It knows nothing of Joinery's server; the command line and the tests join the two.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { IdpError } from '../errors.ts'
import { type CertificateAuthority, createCertificateAuthority } from './certificate-authority.ts'
import { claimFolder } from './claim-folder.ts'
import { type LabDomain, startLabDomain } from './lab-domain.ts'
import { claimLoopbackAddress, type LoopbackAddress } from './loopback-address.ts'

export interface LabOptions {
  /** DNS names of the domains, each with a domain controller of its own. `corp.example.test` when left out. */
  readonly domains?: readonly string[]
  /** Everything is written here, and stays; when left out, a folder under `.lab/runs` that goes with `stop`. */
  readonly folder?: string
  /** Let passwords be sent over LDAP without TLS, as domain controllers before 2025 do by themselves; refused when left out. */
  readonly plainBinds?: boolean
  /** Where provisioned domains are kept between runs; `.lab/templates` of the checkout when left out. */
  readonly templates?: string
}

export interface Lab extends CertificateAuthority {
  readonly folder: string
  /** For KRB5_CONFIG: names every domain of this lab and asks no DNS. */
  readonly krb5ConfigFile: string
  /** By DNS name, NetBIOS name or realm, in any case. */
  domain(name: string): LabDomain
  /** Ends every process and frees the addresses. */
  stop(): Promise<void>
}

const checkout = resolve(import.meta.dirname, '../..')

/** Starts one domain controller per domain and returns when all answer: seconds the first time, under a second later. */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  if (process.getuid?.() !== 0) throw new IdpError('LAB_NOT_ROOT')
  const own = options.folder === undefined ? await claimFolder(join(checkout, '.lab/runs')) : undefined
  const folder = own?.folder ?? resolve(options.folder ?? '')
  const templates = options.templates ?? join(checkout, '.lab/templates')
  const claims: LoopbackAddress[] = []
  const domains: LabDomain[] = []
  async function stop(): Promise<void> {
    await Promise.all(domains.map((domain) => domain.stop()))
    await Promise.all(claims.map((claim) => claim.release()))
    await own?.release()
  }
  try {
    for (const needed of [folder, templates]) mkdirSync(needed, { recursive: true, mode: 0o700 })
    const authority = await createCertificateAuthority(join(folder, 'ca'), Date.now())
    const krb5ConfigFile = join(folder, 'krb5.conf')
    const names = options.domains ?? ['corp.example.test']
    for (const _ of names) claims.push(await claimLoopbackAddress())
    const placed = names.map((dnsDomain, index) => ({ dnsDomain, address: claims[index]?.address ?? '' }))
    writeFileSync(krb5ConfigFile, krb5Config(placed))
    const shared = { folder, templates, authority, krb5ConfigFile, plainBinds: options.plainBinds ?? false }
    const starting = placed.map((place) => startLabDomain({ ...place, ...shared }))
    const started = await Promise.allSettled(starting)
    domains.push(...started.flatMap((domain) => (domain.status === 'fulfilled' ? [domain.value] : [])))
    for (const domain of started) if (domain.status === 'rejected') throw domain.reason
    return { folder, krb5ConfigFile, ...authority, domain: (name) => getDomain(domains, name), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function getDomain(domains: readonly LabDomain[], name: string): LabDomain {
  const wanted = name.toLowerCase()
  const found = domains.find((domain) => domain.dnsDomain === wanted || domain.netbiosDomain.toLowerCase() === wanted)
  if (!found) throw new IdpError('LAB_DOMAIN_UNKNOWN', { name, known: domains.map((domain) => domain.dnsDomain) })
  return found
}

/** No DNS, no reverse lookup, TCP always (a ticket with a PAC outgrows UDP), RC4 allowed: it is one of the things to show. */
function krb5Config(placed: readonly { dnsDomain: string; address: string }[]): string {
  const realm = (dnsDomain: string) => dnsDomain.toUpperCase()
  return `[libdefaults]
  default_realm = ${realm(placed[0]?.dnsDomain ?? '')}
  dns_lookup_kdc = false
  dns_lookup_realm = false
  dns_canonicalize_hostname = false
  rdns = false
  udp_preference_limit = 1
  allow_rc4 = true
[realms]
${placed
  .map(
    ({ dnsDomain, address }) => `  ${realm(dnsDomain)} = {\n    kdc = ${address}\n    kpasswd_server = ${address}\n  }`,
  )
  .join('\n')}
[domain_realm]
${placed.map(({ dnsDomain }) => `  .${dnsDomain} = ${realm(dnsDomain)}\n  ${dnsDomain} = ${realm(dnsDomain)}`).join('\n')}
`
}
