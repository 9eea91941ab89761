import type { ManagedSettings } from '../config/managed-settings.ts'
import { type Role, roles } from '../config/roles.ts'
import { IdpError } from '../errors.ts'
import type { Directory, DirectoryEntry } from '../ports.ts'
import { findFiletimeMilliseconds, parseFiletime } from '../protocol/ad/filetime.ts'
import { sidToBytes } from '../protocol/ad/sid.ts'
import { hasAccountFlag } from '../protocol/ad/user-account-control.ts'
import { filter } from '../protocol/ldap/ldap-filter.ts'

/** What the directory says of an administrator's account now. */
export interface DirectoryRole {
  readonly role: Role
  /** pwdLastSet: another value is another password. */
  readonly passwordSetAt: string
  /** The settings that it was read by. */
  readonly groups: string
}

export interface DirectoryAccount {
  readonly gatewayId: string
  readonly objectSid: string
  readonly dn: string
}

/** The settings that decide: other ones mean that roles must be read again. */
export function groupsText({ administration }: ManagedSettings): string {
  return JSON.stringify(administration.groups)
}

/**
 * The most powerful role of the groups the account is in, nested and primary ones too [MS-ADTS §3.1.1.4.5.19]. Throws ADMINISTRATORS_ACCOUNT_GONE,
 * _ACCOUNT_DISABLED, _NO_GROUP, DIRECTORY_….
 */
export async function readDirectoryRole(
  { gatewayId, objectSid, dn }: DirectoryAccount,
  settings: ManagedSettings,
  directory: Directory,
  now: Date,
): Promise<DirectoryRole> {
  const gateway = settings.gateways.find(({ id, enabled }) => id === gatewayId && enabled)
  if (gateway === undefined) throw new IdpError('ADMINISTRATORS_NO_GROUP', { dn, groups: [] })
  const [entry] = await directory.search(gateway, {
    ...{ base: dn, scope: 'base', filter: filter`(objectSid=${sidToBytes(objectSid)})` },
    attributes: ['tokenGroups', 'userAccountControl', 'accountExpires', 'pwdLastSet'],
  })
  if (entry === undefined) throw new IdpError('ADMINISTRATORS_ACCOUNT_GONE', { dn })
  requireUsableAccount(entry, now)
  const memberOf = new Set(entry.attributes.tokenGroups ?? [])
  const ofGateway = settings.administration.groups.filter((group) => group.gateway.id === gatewayId)
  const found = await Promise.all(
    ofGateway.map(async ({ groupDn, role }) => {
      const query = { base: groupDn, scope: 'base', filter: filter`(objectClass=group)` } as const
      const [group] = await directory.search(gateway, { ...query, attributes: ['objectSid'] })
      const sid = group?.attributes.objectSid?.[0]
      return sid !== undefined && memberOf.has(sid) ? [role] : []
    }),
  )
  // The roles are listed from the most powerful down.
  const role = roles.find((each) => found.flat().includes(each))
  if (role === undefined)
    throw new IdpError('ADMINISTRATORS_NO_GROUP', { dn, groups: ofGateway.map(({ groupDn }) => groupDn) })
  return { role, passwordSetAt: entry.attributes.pwdLastSet?.[0] ?? '', groups: groupsText(settings) }
}

/** What cannot be read is not taken for a yes. */
function requireUsableAccount({ dn, attributes }: DirectoryEntry, now: Date): void {
  const flags = attributes.userAccountControl?.[0]
  const expires = findFiletimeMilliseconds(parseFiletime(attributes.accountExpires?.[0] ?? '0'))
  const observed =
    flags === undefined
      ? 'without a readable userAccountControl'
      : hasAccountFlag(Number(flags), 'ACCOUNTDISABLE')
        ? 'disabled'
        : expires !== undefined && expires <= now.getTime()
          ? 'expired'
          : undefined
  if (observed !== undefined) throw new IdpError('ADMINISTRATORS_ACCOUNT_DISABLED', { dn, observed })
}
