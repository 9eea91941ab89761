/**
 * Which user type an entry is of. In: the entry found by SID, and the user types the application takes, in its order.
 * Out: the first whose search base holds the entry [RFC4514 §2] and, for an account not seen before, whose filter finds exactly
 * this entry [RFC4515 §3]. A filter that finds another entry, or several, is a refusal, never a reason to look elsewhere.
 */
import type { UserType } from '../../config/gateway.ts'
import { IdpError } from '../../errors.ts'
import type { DirectoryEntry, Ports, ProfileRecord } from '../../ports.ts'
import { isUnder } from '../../protocol/ldap/distinguished-name.ts'
import { filterFromPattern } from '../../protocol/ldap/ldap-filter.ts'
import type { VerifiedPrincipal } from '../stages.ts'

/** Throws LOOKUP_OUTSIDE_BASE, LOOKUP_FILTER_SEVERAL, LOOKUP_FILTER_OTHER_ENTRY, LOOKUP_FILTER_NO_ENTRY, DIRECTORY_…. */
export async function matchUserType(
  entry: DirectoryEntry,
  principal: VerifiedPrincipal,
  userTypes: readonly UserType[],
  known: ProfileRecord | undefined,
  ports: Pick<Ports, 'directory'>,
): Promise<UserType> {
  const holding = userTypes.filter(({ searchBaseDn }) => isUnder(entry.dn, searchBaseDn))
  const { samAccountName } = principal
  if (holding.length === 0) {
    const bases = userTypes.map(({ name, searchBaseDn }) => `${name}: ${searchBaseDn}`)
    throw new IdpError('LOOKUP_OUTSIDE_BASE', { dn: entry.dn, samAccountName, bases })
  }
  for (const userType of holding) {
    if (known?.userTypeId === userType.id) return userType
    if (await isFoundByFilter(entry, principal, userType, ports)) return userType
  }
  const filters = holding.map(({ name, newUserLookup }) => `${name}: ${newUserLookup.ldapFilterPattern}`)
  throw new IdpError('LOOKUP_FILTER_NO_ENTRY', { dn: entry.dn, samAccountName, filters })
}

async function isFoundByFilter(
  entry: DirectoryEntry,
  { gateway, samAccountName, objectSid }: VerifiedPrincipal,
  userType: UserType,
  { directory }: Pick<Ports, 'directory'>,
): Promise<boolean> {
  const pattern = userType.newUserLookup.ldapFilterPattern
  const matches = await directory.search(gateway, {
    base: userType.searchBaseDn,
    scope: 'sub',
    filter: filterFromPattern(pattern, samAccountName),
    attributes: ['objectSid'],
    sizeLimit: 2,
  })
  const facts = { samAccountName, userType: userType.name, filter: pattern, found: matches.map(({ dn }) => dn) }
  if (matches.length > 1) throw new IdpError('LOOKUP_FILTER_SEVERAL', facts)
  const [match] = matches
  if (match && match.attributes.objectSid?.[0] !== objectSid)
    throw new IdpError('LOOKUP_FILTER_OTHER_ENTRY', { ...facts, dn: entry.dn })
  return match !== undefined
}
