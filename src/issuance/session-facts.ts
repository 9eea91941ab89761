/**
 * What a session proves, and whether that is what a relying party demands. In: a session as stored, the demands of a request, the
 * time. Out: the facts, and which of them is lacking: that decides which page comes next. [WSFed12 §13.2.2]
 * Not verified here: that the account still is what it was (lookup).
 */
import type { SessionSettings } from '../config/sessions.ts'
import type { EndedSessions, Ports, SessionRecord } from '../ports.ts'
import type { AuthenticationFacts, SignInDemands } from './stages.ts'

const minute = 60_000

/** The moments before which a session must have begun, or last been used, to have ended now. */
export function endedBefore(lifetimes: SessionSettings, now: Date): EndedSessions {
  const ago = (minutes: number): Date => new Date(now.getTime() - minutes * minute)
  return {
    createdBefore: ago(lifetimes.absoluteMinutes),
    usedBefore: ago(lifetimes.idleMinutes),
    persistentCreatedBefore: ago(lifetimes.staySignedIn.days * 24 * 60),
  }
}

/** Rids storage of what has ended; nobody could use it any more anyway. Throws STORAGE_…. */
export async function sweepSessions({
  sessions,
  factorChallenges,
  settings,
  clock,
}: Pick<Ports, 'sessions' | 'factorChallenges' | 'settings' | 'clock'>): Promise<number> {
  const now = clock.now()
  await factorChallenges.removeExpired(now)
  return sessions.removeEnded(endedBefore(settings.current().managed.sessions, now))
}

export function hasEnded({ persistent, createdAt, lastUsedAt }: SessionRecord, ended: EndedSessions): boolean {
  return persistent
    ? createdAt < ended.persistentCreatedBefore
    : createdAt < ended.createdBefore || lastUsedAt < ended.usedBefore
}

export function factsOf({ firstFactor, secondFactor, persistent }: SessionRecord): AuthenticationFacts {
  return { ...firstFactor, secondFactor, persistent }
}

/** The attempt that facts are judged for: one that takes several steps began earlier than this request. */
export interface Attempt {
  readonly address: string
  readonly now: Date
}

/** Steps of one sign-in come within this time; after it, wfresh=0 asks for everything again. */
const attemptMinutes = 10

/** Which fact comes next, in the order users prove them; undefined when nothing is lacking. */
export function findLackingFact(
  session: SessionRecord | undefined,
  demands: SignInDemands,
  attempt: Attempt,
): 'firstFactor' | 'secondFactor' | undefined {
  if (session === undefined) return 'firstFactor'
  const { firstFactor, secondFactor } = session
  const isStale = (at: Date): boolean => isTooOld(at, session, demands, attempt)
  if (demands.method !== undefined && firstFactor.method !== demands.method) return 'firstFactor'
  if (isStale(firstFactor.at)) return 'firstFactor'
  const needsSecond =
    demands.secondFactor === 'yes' || (demands.secondFactor === 'unlessKerberos' && firstFactor.method !== 'kerberos')
  const isPutOff = demands.mayPutOffSecondFactor && session.secondFactorPutOff === true
  if (needsSecond && !isPutOff && (secondFactor === undefined || isStale(secondFactor.at))) return 'secondFactor'
  return undefined
}

/** What was proved in this very attempt is never too old; with wfresh=0 anything else is. */
function isTooOld(
  at: Date,
  { attempt }: SessionRecord,
  { maxAgeMinutes }: SignInDemands,
  { address, now }: Attempt,
): boolean {
  if (maxAgeMinutes === undefined) return false
  const isSameAttempt =
    attempt?.address === address && now.getTime() - attempt.since.getTime() <= attemptMinutes * minute
  if (isSameAttempt && at >= attempt.since) return false
  return now.getTime() - at.getTime() >= maxAgeMinutes * minute
}
