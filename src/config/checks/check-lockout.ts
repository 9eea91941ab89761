import type { ManagedSettings } from '../managed-settings.ts'
import type { Finding } from './settings-check.ts'

/** Smart lockout as the settings alone can judge it; how it stands to the directory's policy is seen when that is asked. */

export function checkLockoutIsEnforced({ lockout }: ManagedSettings): Finding[] {
  if (lockout.mode === 'enforce') return []
  return [
    {
      ...{ severity: 'warning', path: ['lockout', 'mode'], value: lockout.mode },
      reason: 'wrong passwords are counted but let through, so anybody can lock accounts in Active Directory',
      fix: 'set enforce once the sign-in log (wouldRefuse) shows that nobody is refused who should not be',
    },
  ]
}

export function checkUsersComeBeforeStrangers({ lockout }: ManagedSettings): Finding[] {
  const { familiarThreshold, unfamiliarThreshold } = lockout
  if (unfamiliarThreshold <= familiarThreshold) return []
  return [
    {
      ...{ severity: 'warning', path: ['lockout', 'unfamiliarThreshold'], value: String(unfamiliarThreshold) },
      reason: `strangers may be wrong more often than the user at a familiar place (${familiarThreshold})`,
      fix: 'make it no greater than familiarThreshold',
    },
  ]
}
