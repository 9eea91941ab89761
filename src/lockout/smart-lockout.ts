import { setTimeout as sleep } from 'node:timers/promises'
import type { Gateway } from '../config/gateway.ts'
import type { LockoutSettings } from '../config/lockout.ts'
import { type ErrorCode, type Facts, IdpError } from '../errors.ts'
import type { AttemptCounts, CounterKey, PasswordCounters, Place } from '../ports/password-counters.ts'
import type {
  Clock,
  CountedAttempt,
  Directory,
  DirectoryEntry,
  Lockout,
  Note,
  PasswordAttempt,
  SettingsSource,
} from '../ports.ts'
import { filter } from '../protocol/ldap/ldap-filter.ts'
import { lockoutAttributes } from '../protocol/names/active-directory.ts'
import { AddressLimiter } from './address-limiter.ts'
import { counterKeyOf } from './counter-key.ts'
import { type DirectoryCount, directoryCount, wouldLock } from './directory-count.ts'
import { DirectoryPolicies, type DirectoryPolicy } from './directory-policy.ts'
import { type EffectiveLimits, effectiveLimits } from './effective-limits.ts'
import { locationOf } from './location-of.ts'

/**
 * Smart lockout: this folder decides whether a password may be tried, and owns neither the bind (directory) nor the
 * counters' storage. An attempt is counted first; then what the directory has counted is looked at; then it may bind.
 * An account that is not there goes the same way, with the domain's policy and a slot for a counter.
 */

export interface SmartLockoutOptions {
  readonly settings: SettingsSource
  readonly directory: Directory
  readonly counters: PasswordCounters
  readonly clock: Clock
  /** Told when old counters cannot be deleted. */
  readonly warn: (text: string) => void
  /** How long a sign-in from a familiar place waits for others of the same user that may turn out right. */
  readonly patienceMilliseconds?: number
}

/** What is known of an attempt on its way through. */
interface Case {
  readonly attempt: PasswordAttempt
  readonly key: CounterKey
  readonly location: string
  readonly place: Place
  readonly familiarSeenAt: Date | undefined
  readonly settings: LockoutSettings
  readonly policy: DirectoryPolicy
  readonly limits: EffectiveLimits
  readonly now: Date
  /** Refuses, or in logOnly mode says that it would have. */
  readonly refuse: (code: ErrorCode, facts: Facts) => void
}

const locationsKept = 20
const locationKeptMilliseconds = 90 * 86_400_000
/** A familiar location in daily use is written once a day. */
const locationRenewedMilliseconds = 86_400_000
const cleanMilliseconds = 3_600_000
const noLimit = 1_000_000_000
const usualPatience = 2000
const askAgainMilliseconds = 50

export class SmartLockout implements Lockout {
  readonly #options: SmartLockoutOptions
  readonly #policies: DirectoryPolicies
  readonly #addresses = new AddressLimiter()
  #cleanedAt = Number.NEGATIVE_INFINITY

  constructor(options: SmartLockoutOptions) {
    this.#options = options
    this.#policies = new DirectoryPolicies(options.directory, options.clock)
  }

  /** Throws AUTHENTICATE_RATE_LIMITED, _LOCKED_OUT, _WOULD_LOCK_ACCOUNT, _LOCKOUT_LEAVES_NO_TRY, and DIRECTORY_…, STORAGE_…. */
  async begin(attempt: PasswordAttempt, note: Note): Promise<CountedAttempt> {
    const { settings, clock } = this.#options
    const { lockout } = settings.current().managed
    const location = locationOf(attempt.remoteAddress)
    const refuse = refusal(lockout, note)
    this.#clean()
    const share = { perMinute: lockout.wrongPasswordsPerMinute, atOnce: lockout.wrongPasswordsAtOnce }
    if (!this.#addresses.take(location, share, clock.monotonicMilliseconds()))
      refuse('AUTHENTICATE_RATE_LIMITED', { ...share, location, remoteAddress: attempt.remoteAddress })
    try {
      return await this.#beginPatiently(() => this.#beginCounted(attempt, location, lockout, refuse, note))
    } catch (error) {
      // What the directory or the database could not do says nothing of the password.
      if (!(error instanceof IdpError && error.code.startsWith('AUTHENTICATE_'))) this.#addresses.giveBack(location)
      throw error
    }
  }

  /**
   * A mail program and an office suite that sign their user in at the same moment are no guessers: while attempts that fill
   * the limit are still with the directory, one from a familiar place waits for their end.
   */
  async #beginPatiently(begin: () => Promise<CountedAttempt>): Promise<CountedAttempt> {
    const { clock, patienceMilliseconds = usualPatience } = this.#options
    const until = clock.monotonicMilliseconds() + patienceMilliseconds
    for (;;) {
      try {
        return await begin()
      } catch (error) {
        if (!isFilledByOthers(error) || clock.monotonicMilliseconds() >= until) throw error
        await sleep(askAgainMilliseconds)
      }
    }
  }

  async #beginCounted(
    attempt: PasswordAttempt,
    location: string,
    settings: LockoutSettings,
    refuse: Case['refuse'],
    note: Note,
  ): Promise<CountedAttempt> {
    const { clock, counters } = this.#options
    const now = clock.now()
    const key = counterKeyOf(attempt)
    const policy = await this.#policies.policyFor(attempt.gateway, attempt.account?.entry)
    const limits = effectiveLimits(settings, policy)
    const since = new Date(now.getTime() - limits.windowMilliseconds)
    const { counts, familiarSeenAt } = await counters.find(key, location, { now, since })
    const place = familiarSeenAt === undefined ? 'unfamiliar' : 'familiar'
    const one: Case = { attempt, key, location, place, familiarSeenAt, settings, policy, limits, now, refuse }
    note(caseFacts(one, counts))
    if (policy.threshold === 1) refuse('AUTHENTICATE_LOCKOUT_LEAVES_NO_TRY', { policy: policy.dn })
    if (counts[place].attempts >= limits[place]) refuse('AUTHENTICATE_LOCKED_OUT', lockedFacts(one, counts))
    const before = directoryCount(attempt.account?.entry, policy, now)
    note({ badPwdCount: before.isKnown ? before.badPwdCount : 'not known' })
    // Refused before it is counted, it does not keep alive what a node that died left under way.
    if (wouldLock(before, policy, place, counts.underWay))
      refuse('AUTHENTICATE_WOULD_LOCK_ACCOUNT', nearFacts(one, before, counts.underWay))
    const counted = await this.#count(one, since)
    const isKnown = before.isKnown || attempt.account === undefined
    if (!isKnown || hasOthers(counted)) await this.#lookAgain(one, before, counted.underWay - 1)
    return this.#countedAttempt(one)
  }

  /** The counts with this attempt. */
  async #count(one: Case, since: Date): Promise<AttemptCounts> {
    const { attempt, key, place, limits, now, settings } = one
    const toCount = {
      ...{ ...key, dn: attempt.account?.entry.dn, place, now, since },
      expiresAt: new Date(now.getTime() + limits.windowMilliseconds),
      underWayUntil: new Date(now.getTime() + judgedMilliseconds(attempt.gateway)),
    }
    const { counters } = this.#options
    const counted = await counters.count({ ...toCount, limit: settings.mode === 'enforce' ? limits[place] : noLimit })
    if (counted) return counted
    // Others were counted since we looked: the limit is reached now.
    const { counts } = await counters.find(key, one.location, { now, since })
    one.refuse('AUTHENTICATE_LOCKED_OUT', lockedFacts(one, counts))
    return counts
  }

  /**
   * Others of ours were or are with the directory, so the count that lookup brought may be behind. Read after we were
   * counted it is not: whoever is counted after us knows that we are under way. Should another domain controller answer, the
   * greater count holds.
   */
  async #lookAgain(one: Case, before: DirectoryCount, underWay: number): Promise<void> {
    const { attempt, policy, place, refuse } = one
    try {
      const now = directoryCount(await this.#readEntry(attempt), policy, one.now)
      const count = now.badPwdCount < before.badPwdCount ? before : now
      if (wouldLock(count, policy, place, underWay))
        refuse('AUTHENTICATE_WOULD_LOCK_ACCOUNT', nearFacts(one, count, underWay))
    } catch (error) {
      await this.#settle(one, 'unjudged')
      throw error
    }
  }

  /** Of an account that is not there, an entry that is read for the time it takes. */
  async #readEntry({ gateway, account }: PasswordAttempt): Promise<DirectoryEntry | undefined> {
    const domain = await this.#policies.domainPolicy(gateway)
    const [entry] = await this.#options.directory.search(gateway, {
      base: account?.entry.dn ?? domain.dn,
      scope: 'base',
      filter: filter`(objectClass=*)`,
      attributes: lockoutAttributes,
    })
    return account === undefined ? undefined : entry
  }

  #countedAttempt(one: Case): CountedAttempt {
    const { location, key, familiarSeenAt, attempt } = one
    return {
      succeeded: async () => {
        this.#addresses.giveBack(location)
        await this.#settle(one, 'right')
        const now = this.#options.clock.now()
        const isFresh = familiarSeenAt && now.getTime() - familiarSeenAt.getTime() < locationRenewedMilliseconds
        if (attempt.account !== undefined && !isFresh)
          await this.#options.counters.addLocation(key, location, now, locationsKept)
      },
      failed: () => this.#settle(one, 'wrong'),
      unjudged: async () => {
        this.#addresses.giveBack(location)
        await this.#settle(one, 'unjudged')
      },
    }
  }

  #settle({ key, place, now, attempt }: Case, verdict: 'right' | 'wrong' | 'unjudged'): Promise<void> {
    const { counters, clock } = this.#options
    const underWay = clock.now().getTime() < now.getTime() + judgedMilliseconds(attempt.gateway)
    return counters.settle(key, place, verdict, underWay)
  }

  /** Once an hour, behind the attempts. */
  #clean(): void {
    const { clock, counters, warn } = this.#options
    if (clock.monotonicMilliseconds() - this.#cleanedAt < cleanMilliseconds) return
    this.#cleanedAt = clock.monotonicMilliseconds()
    const now = clock.now()
    counters.deleteOld(now, new Date(now.getTime() - locationKeptMilliseconds)).catch((error) => {
      warn(`old counters of wrong passwords cannot be deleted: ${error instanceof Error ? error.message : error}`)
    })
  }
}

function refusal({ mode }: LockoutSettings, note: Note): Case['refuse'] {
  return (code, facts) => {
    const error = new IdpError(code, facts)
    if (mode === 'enforce') throw error
    note({ wouldRefuse: code, wouldMean: error.means })
  }
}

function isFilledByOthers(error: unknown): boolean {
  if (!(error instanceof IdpError)) return false
  const isOfCounts = error.code === 'AUTHENTICATE_LOCKED_OUT' || error.code === 'AUTHENTICATE_WOULD_LOCK_ACCOUNT'
  return isOfCounts && error.facts.place === 'familiar' && Number(error.facts.underWay) > 0
}

/** Wrong passwords of before, or attempts under way: anything the directory may have counted since lookup read it. */
function hasOthers({ familiar, unfamiliar, underWay }: AttemptCounts): boolean {
  return familiar.attempts + unfamiliar.attempts > 1 || underWay > 1
}

/** From counting to the verdict, at the very longest: waiting for a connection, every server, and the same for the bind. */
function judgedMilliseconds(gateway: Gateway): number {
  const { serversHostAndPort, connectTimeoutSeconds, operationTimeoutSeconds } = gateway
  const connecting = (serversHostAndPort.length + 1) * (connectTimeoutSeconds + operationTimeoutSeconds)
  return (connecting + 4 * operationTimeoutSeconds) * 1000
}

function caseFacts({ location, place, limits, policy }: Case, counts: AttemptCounts): Facts {
  return {
    location: `${location} (${place})`,
    familiarAttempts: `${counts.familiar.attempts} of ${limits.familiar}`,
    unfamiliarAttempts: `${counts.unfamiliar.attempts} of ${limits.unfamiliar}`,
    lockoutPolicy: `${policy.dn} (${policy.threshold === 0 ? 'never locks' : `locks at ${policy.threshold}`})`,
    ...(limits.warnings.length > 0 ? { lockoutWarnings: limits.warnings } : {}),
  }
}

function lockedFacts({ attempt, place, limits }: Case, counts: AttemptCounts): Facts {
  const { attempts, lastAt } = counts[place]
  return {
    ...{ account: accountText(attempt), attempts, place, limit: limits[place], underWay: counts.underWay },
    until: new Date(lastAt.getTime() + limits.windowMilliseconds).toISOString(),
    remoteAddress: attempt.remoteAddress,
  }
}

function nearFacts({ attempt, policy, place, now }: Case, count: DirectoryCount, underWay: number): Facts {
  return {
    ...{ account: accountText(attempt), place, underWay, badPwdCount: count.badPwdCount },
    ...{ threshold: policy.threshold, policy: policy.dn },
    until: (count.until ?? new Date(now.getTime() + judgedMilliseconds(attempt.gateway))).toISOString(),
  }
}

function accountText({ account }: PasswordAttempt): string {
  return account?.entry.dn ?? 'a user name that nobody has'
}
