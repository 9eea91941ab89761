import type { Gateway } from '../../config/gateway.ts'
import { IdpError } from '../../errors.ts'
import type { Directory, DirectoryEntry } from '../../ports.ts'
import { guidToBase64 } from '../../protocol/ad/guid.ts'
import { filter } from '../../protocol/ldap/ldap-filter.ts'
import type { SyncedUser } from '../../simulator/tenant/tenant-options.ts'

/** A user of the domain, and what Entra Connect would have brought of it. */
export interface RehearsedUser {
  readonly samAccountName: string
  readonly synced: SyncedUser
}

const consistencyGuid = 'mS-DS-ConsistencyGuid'

/** Throws CLI_REHEARSAL_NO_USER, DIRECTORY_…. */
export async function findRehearsedUser(
  directory: Directory,
  gateway: Gateway,
  domain: { readonly base: string; readonly userPrincipalName: string },
): Promise<RehearsedUser> {
  const { sourceAnchor } = gateway
  const entries = await directory.search(gateway, {
    base: domain.base,
    scope: 'sub',
    filter: filter`(&(objectCategory=person)(objectClass=user)(userPrincipalName=${domain.userPrincipalName}))`,
    attributes: ['userPrincipalName', 'sAMAccountName', 'objectGUID', ...new Set([sourceAnchor, consistencyGuid])],
  })
  const [entry, ...more] = entries
  if (entry === undefined || more.length > 0)
    throw new IdpError('CLI_REHEARSAL_NO_USER', {
      gateway: gateway.id,
      found: entries.length,
      user: domain.userPrincipalName,
    })
  const userPrincipalName = textOf(entry, 'userPrincipalName') ?? domain.userPrincipalName
  return {
    samAccountName: textOf(entry, 'sAMAccountName') ?? '',
    synced: { userPrincipalName, immutableId: immutableIdOf(entry, sourceAnchor) },
  }
}

/** The default anchor is mS-DS-ConsistencyGuid, else objectGUID; any other attribute is taken as it stands, a GUID as its bytes. */
function immutableIdOf(entry: DirectoryEntry, sourceAnchor: string): string {
  const objectGuid = textOf(entry, 'objectGUID')
  const value = textOf(entry, sourceAnchor) ?? (sourceAnchor === consistencyGuid ? objectGuid : undefined) ?? ''
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? guidToBase64(value) : value
}

function textOf({ attributes }: DirectoryEntry, name: string): string | undefined {
  return attributes[name]?.[0]
}
