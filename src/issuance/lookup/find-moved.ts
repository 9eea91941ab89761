/**
 * No entry bears the principal's SID: is the account still there under another one? In: the record of an earlier sign-in.
 * Out: the entry its stored link values lead to, but only when AD itself says it is the same account: the old SID stands in its
 * sIDHistory, as after a move between domains [MS-ADA3 sIDHistory]. An account that was deleted and made again has none, and is refused:
 * the ticket is of the old one. Links are tried in order, each its own query; several matches are never resolved by a weaker one.
 */
import type { UserType } from '../../config/gateway.ts'
import { IdpError } from '../../errors.ts'
import type { DirectoryEntry, DirectoryQuery, Ports, ProfileRecord } from '../../ports.ts'
import { guidToBytes } from '../../protocol/ad/guid.ts'
import { sidToBytes } from '../../protocol/ad/sid.ts'
import { isUnder } from '../../protocol/ldap/distinguished-name.ts'
import { filter, filterFromPattern } from '../../protocol/ldap/ldap-filter.ts'
import type { VerifiedPrincipal } from '../stages.ts'
import { isBaseOnly } from './attributes-to-read.ts'

/** Throws LOOKUP_ENTRY_MISSING, LOOKUP_LINK_SEVERAL, LOOKUP_ACCOUNT_RECREATED, DIRECTORY_…. */
export async function findMoved(
  principal: VerifiedPrincipal,
  userTypes: readonly UserType[],
  known: ProfileRecord | undefined,
  attributes: readonly string[],
  ports: Pick<Ports, 'directory'>,
): Promise<DirectoryEntry> {
  const { samAccountName, objectSid } = principal
  const userType = userTypes.find(({ id }) => id === known?.userTypeId)
  const found = known && userType && (await findByLinks(principal, userType, known, attributes, ports))
  if (!found) throw new IdpError('LOOKUP_ENTRY_MISSING', { samAccountName, objectSid, gateway: principal.gateway.id })
  const { entry, link } = found
  if (entry.attributes.sIDHistory?.includes(objectSid)) return entry
  const newSid = entry.attributes.objectSid?.[0]
  throw new IdpError('LOOKUP_ACCOUNT_RECREATED', { samAccountName, objectSid, newSid, dn: entry.dn, link })
}

async function findByLinks(
  { gateway, samAccountName }: VerifiedPrincipal,
  userType: UserType,
  known: ProfileRecord,
  attributes: readonly string[],
  ports: Pick<Ports, 'directory'>,
): Promise<{ readonly entry: DirectoryEntry; readonly link: string } | undefined> {
  for (const link of userType.orderedCorrelationAttributes) {
    const value = known.links[link]
    if (value === undefined) continue
    const entries = await ports.directory.search(gateway, {
      ...linkQuery(link, value, userType.searchBaseDn),
      attributes: [...attributes.filter((name) => !isBaseOnly(name)), 'sIDHistory'],
      sizeLimit: 2,
    })
    const held = entries.filter(({ dn }) => isUnder(dn, userType.searchBaseDn))
    if (held.length > 1)
      throw new IdpError('LOOKUP_LINK_SEVERAL', { samAccountName, link, value, found: held.map(({ dn }) => dn) })
    if (held[0]) return { entry: held[0], link }
  }
  return undefined
}

function linkQuery(link: string, value: string, base: string): Pick<DirectoryQuery, 'base' | 'scope' | 'filter'> {
  switch (link.toLowerCase()) {
    case 'dn':
    case 'distinguishedname':
      return { base: value, scope: 'base', filter: filter`(objectClass=*)` }
    case 'objectguid':
      return { base, scope: 'sub', filter: filter`(objectGUID=${guidToBytes(value)})` }
    case 'ms-ds-consistencyguid':
      return { base, scope: 'sub', filter: filter`(mS-DS-ConsistencyGuid=${guidToBytes(value)})` }
    case 'objectsid':
      return { base, scope: 'sub', filter: filter`(objectSid=${sidToBytes(value)})` }
    default:
      return { base, scope: 'sub', filter: attributeFilter(link, value) }
  }
}

/** The attribute's name comes from the settings, where only LDAP names are allowed; the value is escaped. */
function attributeFilter(link: string, value: string) {
  return filterFromPattern(`(${link}=\${identifier})`, value)
}
