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
  readonly run: () => Promise<unknown>
}

export interface Cost {
  readonly perSecond: number
  /** User and system time of the whole process, all threads, per operation. */
  readonly cpuMicros: number
}

const rounds = 5

/**
 * The CPU each contestant costs per operation, as many at once as there are cores unless said otherwise. In turns, so that a neighbour's load on the machine
 * falls on all alike; of the rounds the one with the least CPU counts: what else ran can only add.
 */
export async function compareCpu(
  contestants: readonly Contestant[],
  milliseconds: number,
  atOnce = availableParallelism(),
): Promise<readonly Cost[]> {
  const share = milliseconds / (contestants.length * (rounds + 1))
  const costs: Cost[][] = contestants.map(() => [])
  for (let round = 0; round <= rounds; round += 1)
    for (const [index, { run }] of contestants.entries()) {
      const cost = await measureCost(run, share, atOnce)
      // The first round only warms up.
      if (round > 0) costs[index]?.push(cost)
    }
  return costs.map((all) => all.reduce((least, cost) => (cost.cpuMicros < least.cpuMicros ? cost : least)))
}

async function measureCost(run: () => Promise<unknown>, milliseconds: number, atOnce: number): Promise<Cost> {
  const started = performance.now()
  const cpu = process.cpuUsage()
  let done = 0
  const worker = async (): Promise<void> => {
    while (performance.now() - started < milliseconds) {
      await run()
      done += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  const { user, system } = process.cpuUsage(cpu)
  const seconds = (performance.now() - started) / 1000
  return { perSecond: Math.round(done / seconds), cpuMicros: (user + system) / done }
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
