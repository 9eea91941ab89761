import { IdpError } from '../errors.ts'
import type { Place } from '../ports/password-counters.ts'
import type { DirectoryEntry } from '../ports.ts'
import { findFiletimeMilliseconds, parseFiletime } from '../protocol/ad/filetime.ts'
import type { DirectoryPolicy } from './directory-policy.ts'

/** The directory's own count of wrong passwords, whoever sent them, and whether one more may lock the account. */
export interface DirectoryCount {
  readonly badPwdCount: number
  /** False where the entry says nothing of it. */
  readonly isKnown: boolean
  /** When the count no longer holds; undefined when there is none. */
  readonly until: Date | undefined
  /** Locked already: nothing can lock it again, and the bind says so best. */
  readonly isLocked: boolean
}

/** Our clock and the domain controller's may differ by so much; Kerberos would not work with more. [RFC4120 §8.2] */
const clockMargin = 5 * 60_000

/** [MS-ADA1 badPwdCount] [MS-ADA1 badPasswordTime]: a count is begun anew once the last wrong password left the window. */
export function directoryCount(entry: DirectoryEntry | undefined, policy: DirectoryPolicy, now: Date): DirectoryCount {
  const lockedAt = timeOf(entry, 'lockoutTime')
  const isLocked = lockedAt !== undefined && lockedAt + policy.durationMilliseconds - clockMargin > now.getTime()
  const badPwdCount = numberOf(entry, 'badPwdCount')
  const isKnown = badPwdCount !== undefined
  const last = timeOf(entry, 'badPasswordTime')
  if (!isKnown || badPwdCount === 0) return { badPwdCount: 0, isKnown, until: undefined, isLocked }
  // A count without a time is taken as it stands.
  const until = new Date((last ?? now.getTime()) + policy.windowMilliseconds + clockMargin)
  return until > now
    ? { badPwdCount, isKnown, until, isLocked }
    : { badPwdCount: 0, isKnown, until: undefined, isLocked }
}

/**
 * True when one more wrong password, after those `underWay`, could reach the directory's threshold. From unfamiliar places
 * it is one earlier: the last try is the user's, whoever used up the others.
 */
export function wouldLock(count: DirectoryCount, policy: DirectoryPolicy, place: Place, underWay: number): boolean {
  if (policy.threshold === 0 || count.isLocked) return false
  const keptForUser = place === 'unfamiliar' && policy.threshold >= 3 ? 1 : 0
  return count.badPwdCount + underWay + 1 + keptForUser >= policy.threshold
}

function numberOf(entry: DirectoryEntry | undefined, attribute: string): number | undefined {
  const text = entry?.attributes[attribute]?.[0]
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text))
    throw new IdpError('DIRECTORY_VALUE_INVALID', { dn: entry?.dn, attribute, observed: text.slice(0, 64) })
  return Number(text)
}

/** Milliseconds since 1970. */
function timeOf(entry: DirectoryEntry | undefined, attribute: string): number | undefined {
  const text = entry?.attributes[attribute]?.[0]
  return text === undefined ? undefined : findFiletimeMilliseconds(parseFiletime(text))
}
