import { createHash } from 'node:crypto'
import { IdpError } from '../errors.ts'
import type { AdministratorAttempt, AdministratorLockout } from '../ports/administrators.ts'
import { ownerOfAdministrator } from '../ports/owner-of-administrator.ts'
import type { CounterKey, PasswordCounters } from '../ports/password-counters.ts'
import type { Clock, CountedAttempt, SettingsSource } from '../ports.ts'
import { AddressLimiter } from './address-limiter.ts'
import { locationOf } from './location-of.ts'

/**
 * Wrong passwords of local administrators, by the thresholds of the users' lockout: counted before the password is looked at, apart for places
 * where the administrator has signed in before, so that strangers shut nobody out. There is no mode that only logs: no directory counts here.
 */
export function administratorLockout({ settings, counters, clock }: Options): AdministratorLockout {
  const addresses = new AddressLimiter()
  return {
    async begin(attempt) {
      const { lockout } = settings.current().managed
      const location = locationOf(attempt.remoteAddress)
      const share = { perMinute: lockout.wrongPasswordsPerMinute, atOnce: lockout.wrongPasswordsAtOnce }
      if (!addresses.take(location, share, clock.monotonicMilliseconds()))
        throw new IdpError('AUTHENTICATE_RATE_LIMITED', { ...share, location, remoteAddress: attempt.remoteAddress })
      const now = clock.now()
      const windowMilliseconds = lockout.observationWindowMinutes * 60_000
      const key = keyOf(attempt)
      const since = new Date(now.getTime() - windowMilliseconds)
      const { familiarSeenAt } = await counters.find(key, location, { now, since })
      const place = familiarSeenAt === undefined ? 'unfamiliar' : 'familiar'
      const limit = place === 'familiar' ? lockout.familiarThreshold : lockout.unfamiliarThreshold
      const expiresAt = new Date(now.getTime() + windowMilliseconds)
      const counted = await counters.count({
        ...{ ...key, dn: undefined, place, limit, now, since, expiresAt, underWayUntil: expiresAt },
      })
      if (counted === undefined)
        throw new IdpError('ADMINISTRATORS_LOCKED_OUT', {
          ...{ name: attempt.administratorId === undefined ? 'a name that nobody has' : attempt.name, limit, place },
          ...{ minutes: lockout.observationWindowMinutes, remoteAddress: attempt.remoteAddress },
        })
      const settle = (verdict: 'right' | 'wrong' | 'unjudged') => counters.settle(key, place, verdict, true)
      return {
        async succeeded() {
          addresses.giveBack(location)
          await settle('right')
          if (attempt.administratorId !== undefined)
            await counters.addLocation(key, location, clock.now(), locationsKept)
        },
        failed: () => settle('wrong'),
        async unjudged() {
          addresses.giveBack(location)
          await settle('unjudged')
        },
      } satisfies CountedAttempt
    },

    async clear(administratorId) {
      await counters.clear(keyOf({ administratorId, name: '' }))
    },
  }
}

interface Options {
  readonly settings: SettingsSource
  readonly counters: PasswordCounters
  readonly clock: Clock
}

const locationsKept = 20

/** Names that nobody has share slots, so that they fill no table, and nobody can read from a slot what was typed. */
function keyOf({ administratorId, name }: Pick<AdministratorAttempt, 'administratorId' | 'name'>): CounterKey {
  if (administratorId !== undefined) {
    const { gatewayId, objectSid } = ownerOfAdministrator(administratorId)
    return { gatewayId, accountKey: objectSid }
  }
  const hash = createHash('sha256').update(name.slice(0, 256).normalize('NFKC').toLowerCase()).digest('hex')
  return { gatewayId: ownerOfAdministrator('').gatewayId, accountKey: `unknown/${hash.slice(0, 4)}` }
}
