import { randomBytes, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { BootSettings } from '../../config/boot-settings.ts'
import { applicationAddresses } from '../../config/endpoints.ts'
import type { Gateway } from '../../config/gateway.ts'
import type { ManagedSettings } from '../../config/managed-settings.ts'
import { rehearsalAudience } from '../../config/rehearsal-audience.ts'
import { serviceAccountPasswordName } from '../../config/secret-names.ts'
import { type RootDse, readRootDse } from '../../directory/read-root-dse.ts'
import { cloudHosts, serviceConnectionPointRdns } from '../../entra/cloud.ts'
import { IdpError } from '../../errors.ts'
import type { KerberosReport, SecretStore, SignInRecord } from '../../ports.ts'
import { filter } from '../../protocol/ldap/ldap-filter.ts'
import type { Credential, DeviceOptions } from '../../simulator/device/device-options.ts'
import type { Step } from '../../simulator/device/record-steps.ts'
import { type RehearsalResult, rehearseJoin } from '../../simulator/rehearse.ts'
import { spawnTenant } from '../../simulator/tenant/spawn-tenant.ts'
import type { RunningTenant } from '../../simulator/tenant/start-tenant.ts'
import { findRehearsedUser, type RehearsedUser } from './find-rehearsed-user.ts'
import { impersonateAccount } from './impersonate-account.ts'
import { makeTlsFiles } from './make-tls-files.ts'
import { type RehearsalCopy, startRehearsalCopy } from './start-rehearsal-copy.ts'

/** A rehearsal on a real domain, for one of its computers: nothing in AD is changed, and no token is made that anybody would take. */
export interface ComputerRehearsal {
  readonly boot: BootSettings
  readonly settings: ManagedSettings
  readonly secrets: SecretStore
  readonly applicationId: string
  /** `WS01$` */
  readonly computer: string
  /** Of the computer; left out, its ticket comes by S4U2Self of the service account. */
  readonly keytab: string | undefined
  /** UPN of the user who signs in after the join, with a ticket by S4U2Self; left out, nobody does. */
  readonly user: string | undefined
  /** Whose token was asked for and what came of it: for the sign-in log. */
  readonly onSignIn: (record: SignInRecord) => void
}

export interface ComputerResult {
  readonly result: RehearsalResult
  /** What this rehearsal could not show. */
  readonly unproved: readonly string[]
}

export async function rehearseComputer(
  rehearsal: ComputerRehearsal,
  onStep: (step: Step) => void,
): Promise<ComputerResult> {
  const copy = await startRehearsalCopy(rehearsal)
  try {
    const gateway = getDeviceGateway(copy)
    const { directory, kerberos } = copy.joinery
    const [root, report] = await Promise.all([readRootDse(directory, gateway), kerberos.test(gateway)])
    const point = await findServiceConnectionPoint(copy, gateway, root)
    const person = await findUser(rehearsal, copy, gateway, root)
    const tenant = await startTenant(copy, point, person)
    try {
      const credential = await credentialOf(rehearsal, copy, gateway, report)
      const user = person && {
        userPrincipalName: person.synced.userPrincipalName,
        samAccountName: person.samAccountName,
        credential: await impersonate(person.samAccountName, rehearsal, copy, gateway, report),
      }
      const device = describeDevice(rehearsal, {
        copy,
        gateway,
        root,
        report,
        tenant: tenant.server,
        caFile: tenant.caFile,
      })
      const isImpersonated = 'ticketCache' in credential
      const result = await rehearseJoin(
        {
          ...device,
          computer: { ...device.computer, credential },
          // A ticket to the token service alone reads no AD.
          ...(isImpersonated && point && { clientSideTenant: point }),
          ...(user && { user }),
        },
        async () => undefined,
        onStep,
      )
      return { result, unproved: listUnproved(isImpersonated, user !== undefined) }
    } finally {
      await tenant.server.stop()
    }
  } finally {
    await copy.stop()
  }
}

/** The first gateway of the application whose user type is of devices. */
function getDeviceGateway({ application, settings }: RehearsalCopy): Gateway {
  for (const { id, userType } of application.kerberos?.gateways ?? []) {
    const gateway = settings.gateways.find((candidate) => candidate.id === id)
    if (gateway?.userTypes.some((type) => type.id === userType.id && type.account === 'device')) return gateway
  }
  throw new IdpError('CLI_REHEARSAL_NO_DEVICES', { application: application.id })
}

interface ConnectionPoint {
  readonly tenantId: string
  readonly tenantName: string
}

/** As the reader account sees it; a computer may see less. */
async function findServiceConnectionPoint(
  { joinery }: RehearsalCopy,
  gateway: Gateway,
  root: RootDse,
): Promise<ConnectionPoint | undefined> {
  const [entry] = await joinery.directory.search(gateway, {
    base: `${serviceConnectionPointRdns},${root.configurationNamingContext}`,
    scope: 'base',
    filter: filter`(objectClass=*)`,
    attributes: ['keywords'],
  })
  const find = (name: string): string | undefined =>
    entry?.attributes.keywords?.find((keyword) => keyword.toLowerCase().startsWith(`${name}:`))?.slice(name.length + 1)
  const tenantId = find('azureadid')
  const tenantName = find('azureadname')
  return tenantId && tenantName ? { tenantId, tenantName } : undefined
}

async function findUser(
  { user }: ComputerRehearsal,
  { joinery }: RehearsalCopy,
  gateway: Gateway,
  root: RootDse,
): Promise<RehearsedUser | undefined> {
  if (user === undefined) return undefined
  return findRehearsedUser(joinery.directory, gateway, { base: root.defaultNamingContext, userPrincipalName: user })
}

/** A tenant of the id that the domain names, federated with the copy for the application's domain. */
async function startTenant(
  copy: RehearsalCopy,
  point: ConnectionPoint | undefined,
  person: RehearsedUser | undefined,
): Promise<{ server: RunningTenant; caFile: string }> {
  const { application, joinery } = copy
  const { publicUrl } = joinery.settings.current()
  const addresses = applicationAddresses(publicUrl, application.id)
  const [certificate] = await joinery.ports.signers.certificatesFor(application)
  const federation = {
    displayName: 'Joinery',
    issuerUri: application.issuerUri ?? addresses.issuerUri,
    metadataExchangeUri: addresses.mex13,
    preferredAuthenticationProtocol: 'wsFed' as const,
    signingCertificate: Buffer.from(certificate ?? []).toString('base64'),
  }
  const others =
    point && point.tenantName.toLowerCase() !== application.domainName.toLowerCase() ? [point.tenantName] : []
  const files = await makeTlsFiles(copy.folder, 'tenant', cloudHosts)
  const server = await spawnTenant({
    certificate: await readFile(files.certificate, 'utf8'),
    key: await readFile(files.key, 'utf8'),
    controlToken: randomBytes(24).toString('base64url'),
    tenant: {
      tenantId: point?.tenantId.toLowerCase() ?? randomUUID(),
      audienceUrn: rehearsalAudience,
      domains: [{ name: application.domainName, federation }, ...others.map((name) => ({ name }))],
      directory: { computers: [], users: person ? [person.synced] : [] },
    },
  })
  return { server, caFile: files.certificate }
}

async function credentialOf(
  rehearsal: ComputerRehearsal,
  copy: RehearsalCopy,
  gateway: Gateway,
  report: KerberosReport,
): Promise<Credential> {
  const { keytab, computer } = rehearsal
  return keytab === undefined ? impersonate(computer, rehearsal, copy, gateway, report) : { keytab }
}

/** A ticket in the name of a computer or user of the gateway's domain, by the service account's own right. */
async function impersonate(
  samAccountName: string,
  { secrets, boot }: ComputerRehearsal,
  copy: RehearsalCopy,
  gateway: Gateway,
  report: KerberosReport,
): Promise<Credential> {
  const password = await secrets.find(serviceAccountPasswordName(gateway.id))
  const ownKeytab = gateway.kerberos?.keytabFile
  const credential = ownKeytab !== undefined ? { keytab: ownKeytab } : password && { password }
  if (credential === undefined) throw new IdpError('CLI_REHEARSAL_NO_PASSWORD', { gateway: gateway.id })
  const ticketCache = await impersonateAccount({
    serviceAccount: report.principal,
    credential,
    account: `${samAccountName}@${report.kerberosRealm}`,
    host: new URL(boot.publicUrl).hostname,
    krb5ConfigFile: copy.krb5ConfigFile,
    folder: copy.folder,
  })
  return { ticketCache }
}

interface DevicePlace {
  readonly copy: RehearsalCopy
  readonly gateway: Gateway
  readonly root: RootDse
  readonly report: KerberosReport
  readonly tenant: RunningTenant
  readonly caFile: string
}

function describeDevice(
  { computer, boot }: ComputerRehearsal,
  { copy, gateway, root, report, tenant, caFile }: DevicePlace,
): Omit<DeviceOptions, 'computer'> & { computer: { samAccountName: string; dnsHostName: string } } {
  const dnsDomain = report.kerberosRealm.toLowerCase()
  const cloud = { address: tenant.host, port: tenant.port }
  const server = gateway.serversHostAndPort[0] ?? root.dnsHostName
  return {
    computer: {
      samAccountName: computer,
      dnsHostName: `${computer.replace(/\$$/, '').toLowerCase()}.${dnsDomain}`,
    },
    domain: {
      kerberosRealm: report.kerberosRealm,
      dnsDomain,
      netbiosDomain: (dnsDomain.split('.')[0] ?? '').toUpperCase(),
      domainController: root.dnsHostName,
      ldapUrl: `ldap://${server.replace(/:\d+$/, '')}`,
    },
    krb5ConfigFile: copy.krb5ConfigFile,
    folder: copy.folder,
    hosts: {
      ...Object.fromEntries(cloudHosts.map((host) => [host, cloud])),
      [new URL(boot.publicUrl).hostname]: copy.address,
    },
    caFiles: [copy.caFile, caFile],
    fallbackToSyncJoin: false,
    mayWriteToDomain: false,
  }
}

function listUnproved(isImpersonated: boolean, hasUser: boolean): readonly string[] {
  return [
    ...(isImpersonated
      ? [
          'that the computer itself gets a ticket for the token service: this one came by S4U2Self of the service account',
          'that the computer can read the service connection point: the reader account did',
        ]
      : []),
    ...(hasUser
      ? [
          "the user's password, and that the user gets a ticket: this one came by S4U2Self of the service account",
          'that Entra Connect brought the user with this source anchor: the tenant was told what the settings say',
        ]
      : []),
    'that the device reaches Joinery and Entra over its own network, and trusts their certificates',
    'that the tenant holds the right issuer, addresses and signing certificate: the tenant was simulated, with a throw-away key',
  ]
}
