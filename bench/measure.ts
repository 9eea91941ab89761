import { availableParallelism } from 'node:os'

/** What every measurement gives: a ratio first, absolute figures beside it. */
export interface BenchRow {
  readonly what: string
  /** The figure that means something on another machine too; undefined where there is nothing to compare with. */
  readonly ratio: number | undefined
  /** What the ratio is of: "x one RSA-2048 signature". */
  readonly of: string
  readonly target?: Target
  /** By unit, as it is read after the number: `{ 'us CPU': 312 }`. */
  readonly figures: Readonly<Record<string, number>>
}

export interface Target {
  readonly bound: 'at most' | 'at least'
  readonly limit: number
}

export type Tell = (progress: string) => void

export interface Contestant {
  readonly name: string
  /** Works for so long, and says how many operations that were; ends when all of their work is done, also what was left behind. */
  readonly work: (milliseconds: number) => Promise<number>
}

export interface Cost {
  readonly perSecond: number
  /** User and system time of the whole process, all threads, per operation. */
  readonly cpuMicros: number
  /** Of its CPU and that of the first contestant. */
  readonly ratio: number
}

const rounds = 20

/**
 * The CPU each contestant costs per operation. In short turns, since the machine's speed changes within seconds: costs are compared within a
 * round, and the median of the rounds counts.
 */
export async function compareCpu(contestants: readonly Contestant[], milliseconds: number): Promise<readonly Cost[]> {
  const turn = milliseconds / (contestants.length * (rounds + 2))
  const costs: Omit<Cost, 'ratio'>[][] = contestants.map(() => [])
  for (let round = 0; round < rounds + 2; round += 1)
    for (const [index, { work }] of contestants.entries()) {
      const cost = await measureCost(work, turn)
      // The first ones only warm up.
      if (round >= 2) costs[index]?.push(cost)
    }
  return costs.map((own) => ({
    perSecond: Math.round(median(own.map(({ perSecond }) => perSecond))),
    cpuMicros: median(own.map(({ cpuMicros }) => cpuMicros)),
    ratio: median(own.map(({ cpuMicros }, round) => cpuMicros / (costs[0]?.[round]?.cpuMicros ?? Number.NaN))),
  }))
}

async function measureCost(work: Contestant['work'], milliseconds: number): Promise<Omit<Cost, 'ratio'>> {
  const started = performance.now()
  const cpu = process.cpuUsage()
  const done = await work(milliseconds)
  const { user, system } = process.cpuUsage(cpu)
  return { perSecond: (done * 1000) / (performance.now() - started), cpuMicros: (user + system) / done }
}

/** The same over and over, `atOnce` at a time, as many as there are cores unless said otherwise. */
export function repeated(
  name: string,
  run: () => Promise<unknown>,
  { atOnce = availableParallelism(), settle = async () => {} }: RepeatOptions = {},
): Contestant {
  const work = async (milliseconds: number): Promise<number> => {
    const until = performance.now() + milliseconds
    let done = 0
    const worker = async (): Promise<void> => {
      while (performance.now() < until) {
        await run()
        done += 1
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    await settle()
    return done
  }
  return { name, work }
}

export interface RepeatOptions {
  readonly atOnce?: number
  /** Ends when nothing of what ran is still to be done. */
  readonly settle?: () => Promise<unknown>
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** `share` 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function isMet({ ratio, target }: BenchRow): boolean | undefined {
  if (target === undefined || ratio === undefined) return undefined
  return target.bound === 'at most' ? ratio <= target.limit : ratio >= target.limit
}
