/**
 * Why no entry bears the principal's SID. In: the record of an earlier sign-in, whose stored link values may lead to an entry.
 * Out: the error to throw, never an entry: the ticket was given to the old SID, and the account that bore it may be disabled where we
 * do not look. An account that moved between domains keeps the old SID in sIDHistory [MS-ADA3 sIDHistory]; its next ticket bears the
 * new one. Links are tried in order, each its own query; several matches are never resolved by a weaker one.
 */
import type { UserType } from '../../config/gateway.ts'
import { IdpError } from '../../errors.ts'
import type { DirectoryEntry, Ports, ProfileRecord } from '../../ports.ts'
import { isUnder } from '../../protocol/ldap/distinguished-name.ts'
import type { VerifiedPrincipal } from '../stages.ts'
import { linkQuery } from './link-query.ts'

/** LOOKUP_ENTRY_MISSING, LOOKUP_ACCOUNT_MOVED or LOOKUP_ACCOUNT_RECREATED. Throws LOOKUP_LINK_SEVERAL, DIRECTORY_…. */
export async function explainMissingEntry(
  principal: VerifiedPrincipal,
  userTypes: readonly UserType[],
  known: ProfileRecord | undefined,
  ports: Pick<Ports, 'directory'>,
): Promise<IdpError> {
  const { samAccountName, objectSid } = principal
  const userType = userTypes.find(({ id }) => id === known?.userTypeId)
  const found = known && userType && (await findByLinks(principal, userType, known, ports))
  if (!found) return new IdpError('LOOKUP_ENTRY_MISSING', { samAccountName, objectSid, gateway: principal.gateway.id })
  const { entry, link } = found
  const facts = { samAccountName, objectSid, newSid: entry.attributes.objectSid?.[0], dn: entry.dn, link }
  const hasMoved = entry.attributes.sIDHistory?.includes(objectSid) === true
  return new IdpError(hasMoved ? 'LOOKUP_ACCOUNT_MOVED' : 'LOOKUP_ACCOUNT_RECREATED', facts)
}

async function findByLinks(
  { gateway, samAccountName }: VerifiedPrincipal,
  userType: UserType,
  known: ProfileRecord,
  ports: Pick<Ports, 'directory'>,
): Promise<{ readonly entry: DirectoryEntry; readonly link: string } | undefined> {
  for (const link of userType.orderedCorrelationAttributes) {
    const value = known.links[link]
    if (value === undefined) continue
    const entries = await ports.directory.search(gateway, {
      ...linkQuery(link, value, userType.searchBaseDn),
      attributes: ['objectSid', 'sIDHistory'],
      sizeLimit: 2,
    })
    const held = entries.filter(({ dn }) => isUnder(dn, userType.searchBaseDn))
    if (held.length > 1)
      throw new IdpError('LOOKUP_LINK_SEVERAL', { samAccountName, link, value, found: held.map(({ dn }) => dn) })
    if (held[0]) return { entry: held[0], link }
  }
  return undefined
}
