import { resolveSrv } from 'node:dns/promises'
import type { Gateway } from '../config/gateway.ts'
import { findConnectionPoint } from '../directory/find-connection-point.ts'
import { findServiceAccount, type ServiceAccount } from '../directory/find-service-account.ts'
import { LdapDirectory } from '../directory/ldap-directory.ts'
import { LdapPasswords } from '../directory/ldap-passwords.ts'
import { listSpnHolders } from '../directory/list-spn-holders.ts'
import { readRootDse } from '../directory/read-root-dse.ts'
import { testConnection } from '../directory/test-connection.ts'
import type { ServiceAccountReport, SetupCandidate, SetupProbes, WantedServiceAccount } from '../ports/setup-probes.ts'
import type { Clock, Directory } from '../ports.ts'
import { findTicketEncryptionTypes } from '../protocol/ad/supported-encryption-types.ts'
import { hasAccountFlag } from '../protocol/ad/user-account-control.ts'
import { filter } from '../protocol/ldap/ldap-filter.ts'
import { proposeGateway } from './propose-gateway.ts'

/** The wizard's questions to a directory, on connections of their own. */
export function setupProbes(clock: Clock): SetupProbes {
  return {
    listDomainControllers,
    async lookAround(candidate) {
      const steps = await testConnection(candidate, clock)
      const isBound = steps.some(({ step, outcome }) => step === 'rootDse' && outcome !== 'failed')
      const found = isBound
        ? await withDirectory(candidate, clock, (directory) => lookAt(directory, candidate.gateway))
        : undefined
      return { steps, found }
    },
    readServiceAccount: (candidate, wanted) =>
      withDirectory(candidate, clock, (directory) => readAccount(directory, candidate.gateway, wanted, clock)),
  }
}

async function withDirectory<T>(
  { bindPassword }: SetupCandidate,
  clock: Clock,
  use: (directory: LdapDirectory) => Promise<T>,
): Promise<T> {
  const directory = new LdapDirectory({ secrets: { find: async () => bindPassword }, clock })
  try {
    return await use(directory)
  } finally {
    directory.close()
  }
}

const mostServers = 8

/** [MS-ADTS §6.3.6] The records by which domain members find theirs. */
async function listDomainControllers(domainName: string): Promise<readonly string[]> {
  const records = await resolveSrv(`_ldap._tcp.dc._msdcs.${domainName}`).catch(() => [])
  return records
    .toSorted((one, other) => one.priority - other.priority || other.weight - one.weight)
    .slice(0, mostServers)
    .map(({ name }) => `${name.toLowerCase()}:636`)
}

async function lookAt(directory: Directory, gateway: Gateway) {
  const [proposals, subnets, point] = await Promise.all([
    proposeGateway(directory, gateway),
    listSubnets(directory, gateway),
    findConnectionPoint(directory, gateway),
  ])
  const connectionPoint = point && { tenantId: point.tenantId, tenantName: point.tenantName }
  return { ...proposals, subnets, connectionPoint }
}

/** [MS-ADTS §6.1.1.2.2.2] Sites and Services names the networks of domain members as ranges: `CN=10.0.0.0/8`. */
async function listSubnets(directory: Directory, gateway: Gateway): Promise<readonly string[]> {
  const { configurationNamingContext } = await readRootDse(directory, gateway)
  const base = `CN=Subnets,CN=Sites,${configurationNamingContext}`
  const query = {
    base,
    scope: 'one',
    filter: filter`(objectClass=subnet)`,
    attributes: ['cn'],
    sizeLimit: 200,
  } as const
  const entries = await directory.search(gateway, query).catch(() => [])
  return entries.flatMap(({ attributes }) => attributes.cn ?? [])
}

async function readAccount(
  directory: LdapDirectory,
  gateway: Gateway,
  { userPrincipalName, password, servicePrincipalNames }: WantedServiceAccount,
  clock: Clock,
): Promise<ServiceAccountReport> {
  const account = await findServiceAccount(directory, gateway, userPrincipalName)
  const services = await Promise.all(
    servicePrincipalNames.map(async (servicePrincipalName) => {
      const holders = (await listSpnHolders(directory, gateway, servicePrincipalName)).map(({ dn }) => dn)
      return { servicePrincipalName, holders, isRight: holders.length === 1 && holders[0] === account?.dn }
    }),
  )
  const tried =
    account && password
      ? await new LdapPasswords(directory, clock).verify(
          await judgeOf(directory, gateway, account, clock),
          account.dn,
          password,
        )
      : undefined
  return {
    account: account && {
      dn: account.dn,
      samAccountName: account.samAccountName,
      supportsAes:
        findTicketEncryptionTypes(account.supportedEncryptionTypes)?.some((name) => name.startsWith('aes')) === true,
      enabled: !hasAccountFlag(account.userAccountControl, 'ACCOUNTDISABLE'),
    },
    services,
    password:
      tried === undefined
        ? { outcome: 'notTried', text: '' }
        : tried.outcome === 'right'
          ? { outcome: 'right', text: '' }
          : { outcome: 'wrong', text: `Active Directory refuses it: ${tried.failure?.meaning ?? tried.text}.` },
  }
}

async function judgeOf(directory: LdapDirectory, gateway: Gateway, { dn }: ServiceAccount, clock: Clock) {
  const query = { base: dn, scope: 'base', filter: filter`(objectClass=*)`, attributes: ['sAMAccountName'] } as const
  return (await new LdapPasswords(directory, clock).findAccounts(gateway, query)).judge
}
