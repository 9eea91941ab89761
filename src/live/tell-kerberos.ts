import type { Gateway, GatewayKerberos } from '../config/gateway.ts'
import { hostsOfGateway } from '../config/public-hosts.ts'
import { servicePrincipalNames } from '../config/service-principal-names.ts'
import { findServiceAccount, type ServiceAccount } from '../directory/find-service-account.ts'
import { listSpnHolders } from '../directory/list-spn-holders.ts'
import type { LiveObject, LiveProblem } from '../doctor/live-evidence.ts'
import type { Directory, KerberosReport } from '../ports.ts'
import { filter } from '../protocol/ldap/ldap-filter.ts'
import { encryptionTypeName } from '../protocol/names/kerberos.ts'
import { type LiveSources, problemOf, tellOr } from './live-sources.ts'

/** The service account as the directory has it, the keys as the server has them, and a real ticket for every service name. */
export async function tellKerberos(sources: LiveSources, gateway: Gateway): Promise<readonly LiveObject[]> {
  const { kerberos } = gateway
  if (kerberos === undefined) return []
  const account = kerberos.serviceAccountUserPrincipalName
  const nothing = { gateway: gateway.id, account, heldKeyVersions: [], heldEncryptionTypes: [] }
  return tellOr(
    (problem) => ({ about: 'kerberos', ...nothing, ...problem }),
    async () => [
      ...(await Promise.all([tellKeys(sources, gateway, account), tellSpns(sources, gateway, kerberos)])).flat(),
    ],
  )
}

async function tellKeys(
  { ports, kerberos }: LiveSources,
  gateway: Gateway,
  account: string,
): Promise<readonly LiveObject[]> {
  const { directory } = ports
  const found = await findServiceAccount(directory, gateway, account)
  const held = (await ports.kerberos.heldKeys(gateway)).filter(({ current }) => current)
  const report = await kerberos.test(gateway).catch(problemOf)
  return [
    {
      about: 'kerberos',
      gateway: gateway.id,
      account,
      keyVersionInDirectory: found?.keyVersionNumber,
      heldKeyVersions: distinct(held.map(({ keyVersion }) => String(keyVersion))),
      heldEncryptionTypes: distinct(held.map(({ encryptionType }) => encryptionTypeName(encryptionType))),
      passwordLastSet: found?.passwordLastSet?.toISOString(),
      extendedProtection: gateway.kerberos?.extendedProtection,
      encryptionTypesSet: found && (await findWritten(directory, gateway, found.dn)),
      ...(isReport(report) ? { clockOffsetSeconds: report.clockOffsetSeconds } : report),
    },
    ...(isReport(report) ? report.services.map((service) => serviceObject(gateway.id, service)) : []),
    ...(found ? [accountObject(found)] : []),
  ]
}

const isReport = (result: KerberosReport | LiveProblem): result is KerberosReport => 'services' in result
const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)]

function serviceObject(gatewayId: string, service: KerberosReport['services'][number]): LiveObject {
  const { servicePrincipalName, encryptionType, problem } = service
  return {
    about: 'service',
    gateway: gatewayId,
    spn: servicePrincipalName,
    encryptionType: encryptionType === undefined ? undefined : encryptionTypeName(encryptionType),
    ...(problem && problemOf(problem)),
  }
}

function accountObject(account: ServiceAccount): LiveObject {
  return {
    about: 'account',
    distinguishedName: account.dn,
    objectClass: ['user'],
    sAMAccountName: account.samAccountName,
    userPrincipalName: account.userPrincipalName,
    userAccountControl: String(account.userAccountControl),
    'msDS-SupportedEncryptionTypes': String(account.supportedEncryptionTypes ?? 0),
    'msDS-KeyVersionNumber': String(account.keyVersionNumber),
    pwdLastSet: account.passwordLastSet?.toISOString(),
    servicePrincipalName: account.servicePrincipalNames,
  }
}

async function tellSpns(
  { ports }: LiveSources,
  gateway: Gateway,
  kerberos: GatewayKerberos,
): Promise<readonly LiveObject[]> {
  const hosts = hostsOfGateway(ports.settings.current(), gateway.id)
  return Promise.all(
    servicePrincipalNames(kerberos, hosts).map(async (spn) => ({
      about: 'spn' as const,
      gateway: gateway.id,
      spn,
      holders: (await listSpnHolders(ports.directory, gateway, spn)).map(({ dn }) => dn),
    })),
  )
}

const written =
  /<pszAttributeName>msDS-SupportedEncryptionTypes<\/pszAttributeName>[\s\S]*?<ftimeLastOriginatingChange>([^<]{10,40})</

/** [MS-ADTS §3.1.1.4.5.22] When the encryption types were last written; constructed by Windows alone. */
async function findWritten(directory: Directory, gateway: Gateway, dn: string): Promise<string | undefined> {
  const attribute = 'msDS-ReplAttributeMetaData'
  const query = { base: dn, scope: 'base', filter: filter`(objectClass=*)`, attributes: [attribute] } as const
  const [entry] = await directory.search(gateway, query).catch(() => [])
  const time = entry?.attributes[attribute]?.flatMap((text) => written.exec(text)?.[1] ?? [])[0]
  return time !== undefined && !Number.isNaN(Date.parse(time)) ? new Date(time).toISOString() : undefined
}
