import type { LockoutSettings } from '../config/lockout.ts'
import type { DirectoryPolicy } from './directory-policy.ts'

/**
 * The limits in force for an account: those of the settings, lowered until both together stay below the directory's
 * threshold, so that wrong passwords that pass through us never lock an account by themselves.
 */
export interface EffectiveLimits {
  readonly familiar: number
  readonly unfamiliar: number
  readonly windowMilliseconds: number
  /** What was changed and why, for the administrator; empty when the settings stand as they are. */
  readonly warnings: readonly string[]
}

const minuteMilliseconds = 60_000

export function effectiveLimits(settings: LockoutSettings, policy: DirectoryPolicy): EffectiveLimits {
  const wanted = { familiar: settings.familiarThreshold, unfamiliar: settings.unfamiliarThreshold }
  const windowWanted = settings.observationWindowMinutes * minuteMilliseconds
  if (policy.threshold === 0) return { ...wanted, windowMilliseconds: windowWanted, warnings: [] }
  const fitted = fit(wanted, policy.threshold - 1)
  const windowMilliseconds = Math.max(windowWanted, policy.windowMilliseconds)
  const warnings = [
    ...unreadable(policy),
    ...lowered(wanted, fitted, policy),
    ...tooLow(policy),
    ...(windowMilliseconds > windowWanted ? [lengthened(settings, policy)] : []),
  ]
  return { ...fitted, windowMilliseconds, warnings }
}

interface Thresholds {
  readonly familiar: number
  readonly unfamiliar: number
}

/** Shares out `budget` wrong passwords in the proportion of the settings; each place keeps one at least. */
function fit(wanted: Thresholds, budget: number): Thresholds {
  const both = wanted.familiar + wanted.unfamiliar
  if (both <= budget) return wanted
  const unfamiliar = Math.max(1, Math.floor((budget * wanted.unfamiliar) / both))
  return { unfamiliar, familiar: Math.max(1, Math.min(wanted.familiar, budget - unfamiliar)) }
}

function unreadable({ dn, isReadable, threshold }: DirectoryPolicy): string[] {
  if (isReadable) return []
  return [
    `the lockout policy ${dn} cannot be read, so a threshold of ${threshold} is assumed: grant the gateway's account Read on it (on the Password Settings Container and what is below)`,
  ]
}

function lowered(wanted: Thresholds, fitted: Thresholds, { dn, threshold }: DirectoryPolicy): string[] {
  if (wanted.familiar === fitted.familiar && wanted.unfamiliar === fitted.unfamiliar) return []
  const both = wanted.familiar + wanted.unfamiliar
  return [
    `lockout.familiarThreshold ${wanted.familiar} and lockout.unfamiliarThreshold ${wanted.unfamiliar} are ${both} together, not below the ${threshold} of ${dn}: ${fitted.familiar} and ${fitted.unfamiliar} apply`,
  ]
}

/** [MS-ADA1 lockoutThreshold] */
function tooLow({ dn, threshold }: DirectoryPolicy): string[] {
  if (threshold === 1)
    return [`${dn} locks an account at the first wrong password, so no password can be tried: raise it to 3 at least`]
  if (threshold === 2)
    return [
      `${dn} locks an account at the second wrong password: the one that can be tried may be a stranger's, so raise it to 3 at least`,
    ]
  return []
}

function lengthened(settings: LockoutSettings, { dn, windowMilliseconds }: DirectoryPolicy): string {
  return `lockout.observationWindowMinutes ${settings.observationWindowMinutes} is shorter than the window of ${dn}: ${Math.ceil(windowMilliseconds / minuteMilliseconds)} applies`
}
