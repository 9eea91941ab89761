import type { Gateway } from '../config/gateway.ts'
import type { LockoutSettings } from '../config/lockout.ts'
import type { Lockouts, PolicyComparison } from '../ports/lockouts.ts'
import type { PasswordCounters } from '../ports/password-counters.ts'
import type { Clock, Directory, SettingsSource } from '../ports.ts'
import { DirectoryPolicies, type DirectoryPolicy } from './directory-policy.ts'
import { effectiveLimits } from './effective-limits.ts'

/** What an administrator sees of smart lockout and does about it: who is counted, unlock, how we stand to the directory. */
export function adminLockouts(options: {
  readonly settings: SettingsSource
  readonly directory: Directory
  readonly counters: PasswordCounters
  readonly clock: Clock
}): Lockouts {
  const { settings, directory, counters, clock } = options
  return {
    list: (limit) => counters.list(clock.now(), limit),
    unlock: (gatewayId, objectSid) => counters.clear({ gatewayId, accountKey: objectSid }),
    async comparePolicies(gateway: Gateway) {
      // Fresh: whoever asks may have changed a policy a moment ago.
      const policies = new DirectoryPolicies(directory, clock)
      const { lockout } = settings.current().managed
      const domain = await policies.domainPolicy(gateway)
      const compared = compare(lockout, domain)
      const notPrimary = `${domain.domainController} is not the PDC emulator, which alone hears of every wrong password: name that one first in the gateway's serversHostAndPort`
      const first = domain.isPrimary ? compared : { ...compared, warnings: [...compared.warnings, notPrimary] }
      const others = await policies.listSettingsObjects(gateway)
      return [first, ...others.map((policy) => compare(lockout, policy))]
    },
  }
}

function compare(settings: LockoutSettings, policy: DirectoryPolicy): PolicyComparison {
  const { familiar, unfamiliar, windowMilliseconds, warnings } = effectiveLimits(settings, policy)
  return {
    policy: policy.dn,
    directoryThreshold: policy.threshold,
    directoryWindowMinutes: policy.windowMilliseconds / 60_000,
    familiarThreshold: familiar,
    unfamiliarThreshold: unfamiliar,
    observationWindowMinutes: windowMilliseconds / 60_000,
    warnings,
  }
}
