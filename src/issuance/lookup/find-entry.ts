/**
 * lookup: a verified principal becomes the one directory entry it stands for.
 * In: VerifiedPrincipal, whose SID comes from the PAC [MS-PAC §2.10], and the application. Out: FoundEntry, every attribute read
 * just now. The SID is the only way in; names, links and filters can refuse an entry, but never choose one. Anything that is
 * not exactly one entry is refused. Not verified here: that the mapped claims are complete (map).
 */
import type { Application } from '../../config/application.ts'
import type { UserType } from '../../config/gateway.ts'
import { listedUserTypes } from '../../config/listed-user-types.ts'
import { IdpError } from '../../errors.ts'
import type { DirectoryEntry, Note, Ports } from '../../ports.ts'
import { filter } from '../../protocol/ldap/ldap-filter.ts'
import type { AcceptedRequest, FoundEntry, VerifiedPrincipal } from '../stages.ts'
import { attributesToRead } from './attributes-to-read.ts'
import { getText, lowerCaseValues } from './entry-values.ts'
import { explainMissingEntry } from './explain-missing-entry.ts'
import { findBySid, ofSid } from './find-by-sid.ts'
import { matchUserType } from './match-user-type.ts'
import { noteComputerMakers } from './note-computer-makers.ts'
import { requireActive } from './require-active.ts'
import { requireMember } from './require-member.ts'
import { requireUser } from './require-user.ts'
import { requireWorkstation } from './require-workstation.ts'

/** Throws LOOKUP_…, DIRECTORY_…, STORAGE_…. */
export async function findEntry(
  principal: VerifiedPrincipal,
  request: Pick<AcceptedRequest, 'application'>,
  ports: Pick<Ports, 'directory' | 'profiles' | 'clock'>,
  note: Note,
): Promise<FoundEntry> {
  const { gateway, objectSid } = principal
  const userTypes = userTypesFor(request.application, principal)
  const attributes = attributesToRead(principal, userTypes)
  const [entry, known] = await Promise.all([
    findBySid(principal, userTypes, attributes, ports),
    ports.profiles.findBySid(gateway.id, objectSid),
  ])
  if (entry === undefined) throw await explainMissingEntry(principal, userTypes, known, ports)
  requireSameName(entry, principal)
  const userType = await matchUserType(entry, principal, userTypes, known, ports)
  note({ dn: entry.dn, userType: userType.name, account: userType.account, seenBefore: known !== undefined })
  await requireFit(entry, principal, userType, ports)
  if (userType.account === 'device') await noteComputerMakers(entry, principal, known === undefined, ports, note)
  return { principal, userType, entry, knownProfile: known }
}

/** The application's own list decides, in its order. */
function userTypesFor(application: Application, { gateway, authentication }: VerifiedPrincipal): readonly UserType[] {
  const userTypes = listedUserTypes(application, gateway, authentication.method)
  if (userTypes.length === 0)
    throw new IdpError('LOOKUP_GATEWAY_NOT_ALLOWED', { application: application.name, gateway: gateway.name })
  return userTypes
}

/** The KDC takes a client name for several accounts; the ticket's account and the entry must agree. [MS-KILE §3.3.5.6.1] */
function requireSameName(entry: DirectoryEntry, { samAccountName }: VerifiedPrincipal): void {
  const observed = getText(entry, 'sAMAccountName')
  if (observed.toLowerCase() !== samAccountName.toLowerCase())
    throw new IdpError('LOOKUP_NAME_DIFFERS', { samAccountName, observed, dn: entry.dn })
}

async function requireFit(
  entry: DirectoryEntry,
  { gateway, objectSid }: VerifiedPrincipal,
  userType: UserType,
  { directory, clock }: Pick<Ports, 'directory' | 'clock'>,
): Promise<void> {
  const read = async (dn: string, attributes: readonly string[], which = filter`(objectClass=*)`) =>
    (await directory.search(gateway, { base: dn, scope: 'base', filter: which, attributes }))[0]
  // Constructed by AD when it alone is read, so it cannot come with the entry [MS-ADTS §3.1.1.4.5.19]; by then another account may
  // have taken over the DN.
  const tokenGroups = once(
    async () => (await read(entry.dn, ['tokenGroups'], ofSid(objectSid)))?.attributes.tokenGroups ?? [],
  )
  if (userType.account === 'device') await requireWorkstation(entry, tokenGroups)
  else requireUser(entry)
  requireActive(entry, clock.now())
  await requireMember(entry, userType.onlyMembersOf, {
    tokenGroups,
    async findGroupSid(dn) {
      const group = await read(dn, ['objectSid', 'objectClass'])
      return group && lowerCaseValues(group, 'objectClass').includes('group')
        ? group.attributes.objectSid?.[0]
        : undefined
    },
  })
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined
  return () => {
    started ??= read()
    return started
  }
}
