import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { filter } from '../protocol/ldap/ldap-filter.ts'
import type { CertificateAuthority } from './certificate-authority.ts'
import { type DomainAccounts, openDomainAccounts } from './domain-accounts.ts'
import { type DomainDirectory, openDomainDirectory } from './domain-directory.ts'
import { copyDomainTemplate } from './domain-template.ts'
import { type DomainTickets, openDomainTickets } from './domain-tickets.ts'
import { runSamba } from './run-samba.ts'

/** The host name of every domain's one domain controller. */
const dcName = 'dc1'

/** What a client has to know of a domain. */
export interface LabDomainFacts {
  /** Upper case. */
  readonly kerberosRealm: string
  /** Lower case. */
  readonly dnsDomain: string
  readonly netbiosDomain: string
  readonly baseDn: string
  readonly domainSid: string
  /** The domain controller's loopback address: LDAP, LDAPS, Kerberos and kpasswd on their usual ports. */
  readonly address: string
  /** `dc1.corp.example.test`; no DNS knows it, but certificate and SPNs carry it, and the address too. */
  readonly dcHost: string
  readonly ldapsUrl: string
  readonly ldapUrl: string
  readonly caFile: string
  readonly krb5ConfigFile: string
  readonly administrator: { readonly dn: string; readonly upn: string; readonly password: string }
  /** Holds the domain controller's files; its log is `log/samba.log`. */
  readonly folder: string
}

/** A running domain: its facts, and what its administrator can do to it. */
export interface LabDomain extends LabDomainFacts, DomainDirectory, DomainAccounts, DomainTickets {
  /** The domain controller stops answering but keeps its connections, until `thaw`. */
  freeze(): void
  thaw(): Promise<void>
  /** Stops the domain controller and starts it again on the same address, with everything it held. */
  restart(): Promise<void>
  /** Ends the domain controller; `restart` brings it back. */
  stop(): Promise<void>
}

export interface LabDomainOptions {
  readonly dnsDomain: string
  readonly address: string
  /** The lab's folder; the domain makes one of its own in it. */
  readonly folder: string
  readonly templates: string
  readonly authority: CertificateAuthority
  readonly krb5ConfigFile: string
  readonly plainBinds: boolean
}

/** Copies (or first provisions) the domain, gives it a certificate, starts it. */
export async function startLabDomain(options: LabDomainOptions): Promise<LabDomain> {
  const facts = await makeDomainFolder(options)
  const { folder, address, baseDn, kerberosRealm, krb5ConfigFile, administrator, ldapsUrl } = facts
  const ca = readFileSync(facts.caFile, 'utf8')
  const access = { ldapsUrl, ca, baseDn, bindDn: administrator.dn, password: administrator.password }
  const directory = openDomainDirectory(access)
  const tickets = { folder: join(folder, 'tickets'), kerberosRealm, krb5ConfigFile, sambaFolder: folder }
  let samba = await runSamba(folder, address)
  try {
    return {
      ...facts,
      domainSid: await prepareDomain(directory, baseDn, address),
      ...directory,
      ...openDomainAccounts(facts, directory),
      ...openDomainTickets(tickets),
      freeze: () => samba.freeze(),
      thaw: () => samba.thaw(),
      async restart() {
        await samba.stop()
        samba = await runSamba(folder, address)
      },
      stop: () => samba.stop(),
    }
  } catch (error) {
    await samba.stop()
    throw error
  }
}

/** Everything Samba needs to start, and all that is known before it does. */
async function makeDomainFolder(options: LabDomainOptions): Promise<Omit<LabDomainFacts, 'domainSid'>> {
  const { dnsDomain, address, authority, krb5ConfigFile } = options
  const labels = dnsDomain.split('.')
  const netbiosDomain = (labels[0] ?? '').slice(0, 15).toUpperCase()
  const baseDn = labels.map((label) => `DC=${label}`).join(',')
  const folder = join(options.folder, dnsDomain)
  const dcHost = `${dcName}.${dnsDomain}`
  const password = await copyDomainTemplate({ dnsDomain, netbiosDomain, dcName }, options.templates, folder)
  for (const name of ['run', 'log', 'cache', 'tickets']) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 })
  const files = await authority.issue({ name: dcHost, dnsNames: [dcHost, dnsDomain], addresses: [address] })
  const names = { dnsDomain, netbiosDomain, address, caFile: authority.caFile }
  const settings = sambaSettings({ ...names, ...files, plainBinds: options.plainBinds })
  writeFileSync(join(folder, 'etc/smb.conf'), settings)
  return {
    kerberosRealm: dnsDomain.toUpperCase(),
    dnsDomain,
    netbiosDomain,
    baseDn,
    address,
    dcHost,
    ldapsUrl: `ldaps://${address}`,
    ldapUrl: `ldap://${address}`,
    caFile: authority.caFile,
    krb5ConfigFile,
    administrator: { dn: `CN=Administrator,CN=Users,${baseDn}`, upn: `administrator@${dnsDomain}`, password },
    folder,
  }
}

/** Without DNS a client reaches the domain controller by address, so its account gets the names made of it. */
async function prepareDomain(directory: DomainDirectory, baseDn: string, address: string): Promise<string> {
  const [root] = await directory.search('(objectClass=domain)', { attributes: ['objectSid'] })
  const [controller] = await directory.search(filter`(sAMAccountName=${dcName}$)`)
  await directory.modify(controller?.dn ?? baseDn, { add: { servicePrincipalName: `ldap/${address}` } })
  return root?.attributes.objectSid?.[0] ?? ''
}

interface SambaSettings {
  readonly address: string
  readonly dnsDomain: string
  readonly netbiosDomain: string
  readonly caFile: string
  readonly certificateFile: string
  readonly keyFile: string
  readonly plainBinds: boolean
}

/**
 * One address, LDAP and Kerberos only, every path relative: Samba runs in its folder, because the paths of its Unix
 * sockets may have 107 bytes and a checkout's path alone may take more. The address is written with the mask of the whole
 * loopback network: with /32 Samba wants it configured on the interface, and without that binds nothing and says nothing.
 */
function sambaSettings(of: SambaSettings): string {
  return `[global]
  netbios name = ${dcName.toUpperCase()}
  realm = ${of.dnsDomain.toUpperCase()}
  workgroup = ${of.netbiosDomain}
  server role = active directory domain controller
  server services = ldap, kdc
  interfaces = ${of.address}/8
  bind interfaces only = yes
  prefork children = 2
  private dir = private
  state directory = state
  cache directory = cache
  lock directory = run
  pid directory = run
  ncalrpc dir = run/ncalrpc
  winbindd socket directory = run/winbindd
  ntp signd socket directory = run/ntp_signd
  binddns dir = bind-dns
  usershare path =
  posix:eadb = eadb.tdb
  ldap server require strong auth = ${of.plainBinds ? 'no' : 'yes'}
  tls enabled = yes
  tls keyfile = ${of.keyFile}
  tls certfile = ${of.certificateFile}
  tls cafile = ${of.caFile}
`
}
