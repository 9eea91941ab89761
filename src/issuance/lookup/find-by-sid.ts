/**
 * The one entry that bears the principal's SID. In: a SID that the PAC proved [MS-PAC §2.10]. Out: the entry, or undefined.
 * The whole domain is searched, not the user type's base, so that an account outside the base is told from one that is not there.
 */
import type { Gateway, UserType } from '../../config/gateway.ts'
import { IdpError } from '../../errors.ts'
import type { DirectoryEntry, Ports } from '../../ports.ts'
import { sidToBytes } from '../../protocol/ad/sid.ts'
import { domainOfDn } from '../../protocol/ldap/distinguished-name.ts'
import { filter } from '../../protocol/ldap/ldap-filter.ts'
import type { VerifiedPrincipal } from '../stages.ts'
import { isBaseOnly } from './attributes-to-read.ts'

/** Throws LOOKUP_SEVERAL_ENTRIES, DIRECTORY_…. */
export async function findBySid(
  { gateway, objectSid }: VerifiedPrincipal,
  userTypes: readonly UserType[],
  attributes: readonly string[],
  ports: Pick<Ports, 'directory'>,
): Promise<DirectoryEntry | undefined> {
  const bases = new Set(userTypes.map(({ searchBaseDn }) => domainOfDn(searchBaseDn) || searchBaseDn))
  const entries: DirectoryEntry[] = []
  for (const base of bases)
    entries.push(
      ...(await ports.directory.search(gateway, {
        base,
        scope: 'sub',
        // An account of a trusted domain leaves a shadow here that bears its SID; the account itself is elsewhere.
        filter: filter`(&(objectSid=${sidToBytes(objectSid)})(!(objectClass=foreignSecurityPrincipal)))`,
        attributes: attributes.filter((name) => !isBaseOnly(name)),
        sizeLimit: 2,
      })),
    )
  if (entries.length > 1)
    throw new IdpError('LOOKUP_SEVERAL_ENTRIES', { objectSid, found: entries.map(({ dn }) => dn), by: 'objectSid' })
  const [entry] = entries
  const remaining = attributes.filter(isBaseOnly)
  return entry && remaining.length > 0 ? await withAttributes(entry, gateway, remaining, ports) : entry
}

async function withAttributes(
  entry: DirectoryEntry,
  gateway: Gateway,
  attributes: readonly string[],
  { directory }: Pick<Ports, 'directory'>,
): Promise<DirectoryEntry> {
  const query = { base: entry.dn, scope: 'base', filter: filter`(objectClass=*)`, attributes } as const
  const [more] = await directory.search(gateway, query)
  return { dn: entry.dn, attributes: { ...entry.attributes, ...more?.attributes } }
}
