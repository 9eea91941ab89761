/**
 * The one entry that bears the principal's SID. In: a SID that the PAC proved [MS-PAC §2.10]. Out: the entry, or undefined.
 * The whole domain is searched, not the user type's base, so that an account outside the base is told from one that is not there.
 */
import type { UserType } from '../../config/gateway.ts'
import { IdpError } from '../../errors.ts'
import type { DirectoryEntry, Ports } from '../../ports.ts'
import { sidToBytes } from '../../protocol/ad/sid.ts'
import { domainOfDn } from '../../protocol/ldap/distinguished-name.ts'
import { filter, type LdapFilter } from '../../protocol/ldap/ldap-filter.ts'
import type { VerifiedPrincipal } from '../stages.ts'
import { isBaseOnly } from './attributes-to-read.ts'

/** Throws LOOKUP_SEVERAL_ENTRIES, DIRECTORY_…. */
export async function findBySid(
  principal: VerifiedPrincipal,
  userTypes: readonly UserType[],
  attributes: readonly string[],
  ports: Pick<Ports, 'directory'>,
): Promise<DirectoryEntry | undefined> {
  const { gateway, objectSid } = principal
  const bases = new Set(userTypes.map(({ searchBaseDn }) => domainOfDn(searchBaseDn) || searchBaseDn))
  const answered: DirectoryEntry[] = []
  for (const base of bases)
    answered.push(
      ...(await ports.directory.search(gateway, {
        base,
        scope: 'sub',
        // An account of a trusted domain leaves a shadow here that bears its SID; the account itself is elsewhere.
        filter: filter`(&(objectSid=${sidToBytes(objectSid)})(!(objectClass=foreignSecurityPrincipal)))`,
        attributes: attributes.filter((name) => !isBaseOnly(name)),
        sizeLimit: 2,
      })),
    )
  // The whole binding of principal to account hangs on this SID: the server's word that the filter matched is not enough.
  const entries = answered.filter(({ attributes }) => attributes.objectSid?.[0] === objectSid)
  if (entries.length > 1)
    throw new IdpError('LOOKUP_SEVERAL_ENTRIES', { objectSid, found: entries.map(({ dn }) => dn), by: 'objectSid' })
  const [entry] = entries
  const remaining = attributes.filter(isBaseOnly)
  return entry && remaining.length > 0 ? await withAttributes(entry, principal, remaining, ports) : entry
}

/** For reads by DN of the entry that was found: nothing, should the DN be another account's by now. */
export function ofSid(objectSid: string): LdapFilter {
  return filter`(objectSid=${sidToBytes(objectSid)})`
}

async function withAttributes(
  entry: DirectoryEntry,
  { gateway, objectSid }: VerifiedPrincipal,
  attributes: readonly string[],
  { directory }: Pick<Ports, 'directory'>,
): Promise<DirectoryEntry | undefined> {
  const query = { base: entry.dn, scope: 'base', filter: ofSid(objectSid), attributes } as const
  const [more] = await directory.search(gateway, query)
  return more && { dn: entry.dn, attributes: { ...entry.attributes, ...more.attributes } }
}
