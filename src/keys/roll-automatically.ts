import type { SigningKeySettings } from '../config/signing-keys.ts'
import { IdpError } from '../errors.ts'
import type { KeyRollover, KeyWarning, RolloverState } from '../ports/key-rollover.ts'
import type { Clock } from '../ports.ts'
import { daysLeft } from './key-warnings.ts'

/** Every node watches the keys; whatever two of them do at once, the database lets one do. */

export interface AutomaticRoll {
  readonly rollover: KeyRollover
  readonly settings: () => SigningKeySettings
  readonly clock: Clock
  readonly told: (done: RollDone) => void
  readonly warned: (warning: KeyWarning) => void
  /** What could not be done; it is tried again. */
  readonly failed: (error: unknown) => void
}

type RollStep = 'make' | 'switch' | 'retire'

/** What was done, as the audit log names it, and in words. */
export interface RollDone {
  readonly action: 'rollOver' | 'switch' | 'retire'
  readonly keyId: string
  readonly text: string
}

/** What is due now, by the settings. Time alone never switches: `switchesAt` is there once everything is proved. */
function findRollStep(state: RolloverState, settings: SigningKeySettings, now: Date): RollStep | undefined {
  const { active, next, previous, switchesAt, overlapEndsAt } = state
  if (!settings.automatic) return undefined
  if (next) return switchesAt && switchesAt <= now ? 'switch' : undefined
  if (previous) return overlapEndsAt && overlapEndsAt <= now ? 'retire' : undefined
  return active && daysLeft(active, now) <= settings.rollDaysBefore ? 'make' : undefined
}

const everyMilliseconds = 60_000
/** The same warning is not said more often. */
const repeatMilliseconds = { warning: 24 * 3_600_000, alarm: 3_600_000 }

/** Looks at once and every minute. Returns what ends it. */
export function rollAutomatically(parts: AutomaticRoll): () => void {
  let isStopped = false
  const failed = (error: unknown): void => {
    if (!isStopped && !isSecond(error)) parts.failed(error)
  }
  const look = lookAtKeys({ ...parts, failed })
  void look()
  const timer = setInterval(() => void look(), everyMilliseconds).unref()
  return () => {
    isStopped = true
    clearInterval(timer)
  }
}

/** Another node was first. */
function isSecond(error: unknown): boolean {
  return error instanceof IdpError && /^STORAGE_SIGNING_KEY(?:_EXISTS|S_CHANGED)$/.test(error.code)
}

/** One look: does what is due, warns of what nears. Never throws. */
export function lookAtKeys({ rollover, settings, clock, told, warned, failed }: AutomaticRoll): () => Promise<void> {
  const warnedAt = new Map<string, number>()
  const isSaid = (what: string, level: KeyWarning['level']): boolean => {
    const now = clock.monotonicMilliseconds()
    if (now - (warnedAt.get(what) ?? Number.NEGATIVE_INFINITY) < repeatMilliseconds[level]) return true
    warnedAt.set(what, now)
    return false
  }
  return async () => {
    try {
      const state = await rollover.state()
      const due = findRollStep(state, settings(), clock.now())
      if (due) await take(due, state, rollover, told)
      for (const warning of (due ? await rollover.state() : state).warnings)
        if (!isSaid(`${warning.code} ${warning.keyId}`, warning.level)) warned(warning)
    } catch (error) {
      // Such as a previous key that an application names: it stays so until somebody changes it.
      if (!isSaid(String(error), 'alarm')) failed(error)
    }
  }
}

async function take(due: RollStep, state: RolloverState, rollover: KeyRollover, told: AutomaticRoll['told']) {
  if (due === 'make') {
    const { id } = await rollover.start()
    told({ action: 'rollOver', keyId: id, text: 'made the next signing key, and publish it; tell Entra of it' })
  } else if (due === 'switch') {
    const { id } = await rollover.switch()
    told({
      action: 'switch',
      keyId: id,
      text: 'the next signing key signs from now on: every federated domain holds it',
    })
  } else if (state.previous) {
    await rollover.retire(state.previous.id)
    told({ action: 'retire', keyId: state.previous.id, text: 'the previous signing key is retired' })
  }
}
