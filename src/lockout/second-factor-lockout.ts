import { IdpError } from '../errors.ts'
import type { PasswordCounters } from '../ports/password-counters.ts'
import type { FactorOwner } from '../ports/second-factors.ts'
import type { Clock, CountedFactorAttempt, FactorAttempt, FactorLockout, SettingsSource } from '../ports.ts'
import { AddressLimiter } from './address-limiter.ts'
import { locationOf } from './location-of.ts'

/**
 * Wrong codes of a second factor, in counters of their own: a code has six digits, and whoever guesses it knows the password. Nothing
 * is familiar here: the place of a stolen session is that of its owner.
 */
export class SecondFactorLockout implements FactorLockout {
  readonly #options: Options
  readonly #addresses = new AddressLimiter()

  constructor(options: Options) {
    this.#options = options
  }

  /** Throws AUTHENTICATE_SECOND_FACTOR_LOCKED, AUTHENTICATE_RATE_LIMITED, STORAGE_…. */
  async begin(attempt: FactorAttempt): Promise<CountedFactorAttempt> {
    const { settings, clock, counters } = this.#options
    const { lockout, secondFactor } = settings.current().managed
    const location = locationOf(attempt.remoteAddress)
    const share = { perMinute: lockout.wrongPasswordsPerMinute, atOnce: lockout.wrongPasswordsAtOnce }
    if (!this.#addresses.take(location, share, clock.monotonicMilliseconds()))
      throw new IdpError('AUTHENTICATE_RATE_LIMITED', { ...share, location, remoteAddress: attempt.remoteAddress })
    const now = clock.now()
    const windowMilliseconds = secondFactor.observationWindowMinutes * 60_000
    const counted = await counters.count({
      ...{ ...keyOf(attempt), dn: undefined, place: 'familiar', limit: secondFactor.wrongCodes, now },
      since: new Date(now.getTime() - windowMilliseconds),
      expiresAt: new Date(now.getTime() + windowMilliseconds),
      underWayUntil: now,
    })
    if (counted === undefined)
      throw new IdpError('AUTHENTICATE_SECOND_FACTOR_LOCKED', {
        ...{ account: attempt.samAccountName, limit: secondFactor.wrongCodes, remoteAddress: attempt.remoteAddress },
        minutes: secondFactor.observationWindowMinutes,
      })
    return {
      succeeded: async () => {
        this.#addresses.giveBack(location)
        await this.clear(attempt)
      },
    }
  }

  async clear(owner: FactorOwner): Promise<void> {
    await this.#options.counters.clear(keyOf(owner))
  }
}

interface Options {
  readonly settings: SettingsSource
  readonly counters: PasswordCounters
  readonly clock: Clock
}

/** Beside the counter of passwords: one does not use up the other. */
function keyOf({ gatewayId, objectSid }: FactorOwner) {
  return { gatewayId, accountKey: `secondFactor/${objectSid}` }
}
