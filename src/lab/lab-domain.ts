import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { filter } from '../protocol/ldap/ldap-filter.ts'
import type { CertificateAuthority } from './certificate-authority.ts'
import { type DomainAccounts, openDomainAccounts } from './domain-accounts.ts'
import { type DomainDirectory, openDomainDirectory } from './domain-directory.ts'
import { copyDomainTemplate } from './domain-template.ts'
import { type DomainTickets, openDomainTickets } from './domain-tickets.ts'
import { runSamba } from './run-samba.ts'

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
}

/** Copies (or first provisions) the domain, gives it a certificate, starts it. */
export async function startLabDomain(options: LabDomainOptions): Promise<LabDomain> {
  const { dnsDomain, address, authority, krb5ConfigFile } = options
  const netbiosDomain = (dnsDomain.split('.')[0] ?? '').slice(0, 15).toUpperCase()
  const folder = join(options.folder, netbiosDomain.toLowerCase())
  const dcHost = `dc1.${dnsDomain}`
  const password = await copyDomainTemplate({ dnsDomain, netbiosDomain, dcName: 'dc1' }, options.templates, folder)
  const files = await authority.issue({ name: dcHost, dnsNames: [dcHost, dnsDomain], addresses: [address] })
  for (const name of ['run', 'log', 'cache', 'tickets']) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 })
  // Samba refuses to run when others could reach its privileged sockets.
  chmodSync(folder, 0o755)
  writeFileSync(
    join(folder, 'etc/smb.conf'),
    sambaSettings({ address, dnsDomain, netbiosDomain, caFile: authority.caFile, ...files }),
  )
  const baseDn = dnsDomain
    .split('.')
    .map((label) => `DC=${label}`)
    .join(',')
  const administrator = {
    dn: `CN=Administrator,CN=Users,${baseDn}`,
    upn: `administrator@${dnsDomain}`,
    password,
  }
  const ldapsUrl = `ldaps://${address}`
  const directory = openDomainDirectory({
    ldapsUrl,
    ca: readFileSync(authority.caFile, 'utf8'),
    baseDn,
    bindDn: administrator.dn,
    password,
  })
  let samba = await runSamba(folder, address)
  try {
    return {
      kerberosRealm: dnsDomain.toUpperCase(),
      dnsDomain,
      netbiosDomain,
      baseDn,
      domainSid: await prepareDomain(directory, baseDn, address),
      address,
      dcHost,
      ldapsUrl,
      ldapUrl: `ldap://${address}`,
      caFile: authority.caFile,
      krb5ConfigFile,
      administrator,
      folder,
      ...directory,
      ...openDomainAccounts({ baseDn, dnsDomain }, directory),
      ...openDomainTickets({
        folder: join(folder, 'tickets'),
        kerberosRealm: dnsDomain.toUpperCase(),
        krb5ConfigFile,
        sambaFolder: folder,
      }),
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

/** Without DNS a client reaches the domain controller by address, so its account gets the names made of it. */
async function prepareDomain(directory: DomainDirectory, baseDn: string, address: string): Promise<string> {
  const [root] = await directory.search('(objectClass=domain)', { attributes: ['objectSid'] })
  const [controller] = await directory.search(filter`(sAMAccountName=DC1$)`)
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
}

/**
 * One address, LDAP and Kerberos only, every path relative: Samba runs in its folder, because the paths of its Unix
 * sockets may have 107 bytes and a checkout's path alone may take more. The address is written with the mask of the whole
 * loopback network: with /32 Samba wants it configured on the interface, and without that binds nothing and says nothing.
 */
function sambaSettings(of: SambaSettings): string {
  return `[global]
  netbios name = DC1
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
  tls enabled = yes
  tls keyfile = ${of.keyFile}
  tls certfile = ${of.certificateFile}
  tls cafile = ${of.caFile}
`
}
