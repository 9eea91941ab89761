import type { Case } from './case.ts'
import type { Fact } from './fact.ts'

/** The time ages are judged against: now with --live, else the latest time inside the inputs; undefined when they hold none. */
export function timeOf(which: Case): { readonly at: string; readonly fact: Fact | undefined } | undefined {
  if (which.now) return { at: which.now.toISOString(), fact: undefined }
  const times = which.readings.flatMap(({ time }) => (time && time.isAmbiguous !== true ? [time] : []))
  const latest = times.reduce<Fact | undefined>(
    (best, time) => (best === undefined || time.value > best.value ? time : best),
    undefined,
  )
  return latest && { at: latest.value, fact: latest }
}

const dayMilliseconds = 86_400_000

/** From one ISO time to another; negative when the first is later. */
export function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / dayMilliseconds)
}
