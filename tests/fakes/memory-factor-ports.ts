import { SecondFactorLockout } from '../../src/lockout/second-factor-lockout.ts'
import type { Clock, Ports, SettingsSource } from '../../src/ports.ts'
import { memoryPasswordCounters } from './memory-password-counters.ts'
import { memoryFactorChallenges, memorySecondFactors } from './memory-second-factors.ts'

/** Everything about second factors: the real lockout, the rest held in memory. */
export function memoryFactorPorts(
  settings: SettingsSource,
  clock: Clock,
): Pick<Ports, 'secondFactors' | 'factorChallenges' | 'factorLockout'> {
  return {
    secondFactors: memorySecondFactors(),
    factorChallenges: memoryFactorChallenges(),
    factorLockout: new SecondFactorLockout({ settings, clock, counters: memoryPasswordCounters() }),
  }
}
