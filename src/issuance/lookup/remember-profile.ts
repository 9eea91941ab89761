/**
 * After a success: what is kept of the principal. In: the entry that was found and the profile that was mapped from it.
 * Out: one ProfileRecord per SID, saved when it says something new. Nothing in it is ever a reason to issue a token.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Ports, Profile, ProfileRecord } from '../../ports.ts'
import type { FoundEntry } from '../stages.ts'

/** Throws STORAGE_…. */
export async function rememberProfile(
  { principal, userType, entry, knownProfile: before }: FoundEntry,
  profile: Profile,
  ports: Pick<Ports, 'profiles' | 'clock'>,
): Promise<void> {
  const { gateway, objectSid } = principal
  const now = ports.clock.now()
  const keepsProfile = before !== undefined && !userType.updateUserOnSuccessfulAuthentication
  const record: ProfileRecord = {
    id: before?.id ?? textOf(profile, 'id'),
    gatewayId: gateway.id,
    userTypeId: userType.id,
    account: userType.account,
    username: textOf(profile, 'username'),
    objectSid,
    links: linksOf({ userType, entry }),
    profile: keepsProfile ? before.profile : profile,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  }
  if (before === undefined || !saysTheSame(before, record)) await ports.profiles.save(record)
}

function linksOf({ userType, entry }: Pick<FoundEntry, 'userType' | 'entry'>): Readonly<Record<string, string>> {
  const links = userType.orderedCorrelationAttributes.flatMap((attribute) => {
    const value = entry.attributes[attribute]?.[0]
    return value === undefined ? [] : [[attribute, value] as const]
  })
  return Object.fromEntries(links)
}

/** A device signs in for every user's token: writing the same again would cost a durable write each time. */
function saysTheSame(before: ProfileRecord, after: ProfileRecord): boolean {
  const content = ({ userTypeId, account, username, links, profile }: ProfileRecord) => [
    userTypeId,
    account,
    username,
    links,
    profile,
  ]
  return isDeepStrictEqual(content(before), content(after))
}

function textOf(profile: Profile, attribute: 'id' | 'username'): string {
  const value = profile[attribute]
  if (typeof value !== 'string') throw new Error(`a profile was mapped without ${attribute}`)
  return value
}
