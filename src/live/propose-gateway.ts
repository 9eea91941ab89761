import { type Gateway, userType as userTypeSchema } from '../config/gateway.ts'
import { cloudUserType, deviceUserType } from '../config/presets.ts'
import { dnsDomainOf } from '../directory/find-service-account.ts'
import { proposeAnchor } from '../directory/propose-anchor.ts'
import { readRootDse } from '../directory/read-root-dse.ts'
import type { GatewayProposals } from '../ports/gateway-operations.ts'
import type { Directory } from '../ports.ts'
import { filter, type LdapFilter } from '../protocol/ldap/ldap-filter.ts'

/** The directory's own maximum for one page. */
const sampleSize = 1000
const listedBases = 50

/** What a new gateway could be filled with, by looking at who is where. Throws DIRECTORY_…. */
export async function proposeGateway(directory: Directory, gateway: Gateway): Promise<GatewayProposals> {
  const { defaultNamingContext, dnsHostName } = await readRootDse(directory, gateway)
  const parentsOf = async (which: LdapFilter) => {
    const base = { base: defaultNamingContext, scope: 'sub' } as const
    const entries = await directory.search(gateway, {
      ...base,
      filter: which,
      attributes: ['dn'],
      sizeLimit: sampleSize,
    })
    return Map.groupBy(entries, ({ dn }) => parentOf(dn))
  }
  const [users, computers, anchor] = await Promise.all([
    // Accounts that came with the domain, and trusts, sign in nowhere.
    parentsOf(filter`(&(objectCategory=person)(objectClass=user)(!(isCriticalSystemObject=TRUE)))`),
    // Domain controllers never join.
    parentsOf(filter`(&(objectCategory=computer)(!(userAccountControl:1.2.840.113556.1.4.803:=8192)))`),
    proposeAnchor(directory, gateway, defaultNamingContext),
  ])
  const bases = [...new Set([...users.keys(), ...computers.keys()])]
    .map((dn) => ({ dn, users: users.get(dn)?.length ?? 0, computers: computers.get(dn)?.length ?? 0 }))
    .toSorted((one, other) => other.users + other.computers - one.users - one.computers)
    .slice(0, listedBases)
  const most = (kind: 'users' | 'computers'): string => {
    const [base] = bases.toSorted((one, other) => other[kind] - one[kind])
    return base !== undefined && base[kind] > 0 ? base.dn : defaultNamingContext
  }
  return {
    dnsDomain: dnsDomainOf(defaultNamingContext),
    server: dnsHostName,
    namingContext: defaultNamingContext,
    bases,
    anchor: { attribute: anchor.attribute, why: anchor.why, examples: anchor.examples },
    userTypes: [
      userTypeSchema.parse(cloudUserType({ id: 'cloud-users', searchBaseDn: most('users') })),
      userTypeSchema.parse(
        deviceUserType({ id: 'devices', searchBaseDn: most('computers'), externalIdSource: anchor.attribute }),
      ),
    ],
  }
}

/** As the directory writes it, which a person would recognise. */
function parentOf(dn: string): string {
  return dn.replace(/^(?:\\.|[^\\,])*,/, '')
}
