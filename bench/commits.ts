import { type BenchRow, quantile, type Tell } from './measure.ts'
import { openStandInServer } from './stand-in-server.ts'

/**
 * Whether commits hold up requests: requests at a steady pace, each with its profile read and its sign-in record written, over a disk
 * that takes 10 ms for a commit and over this machine's own, in turns. Two seconds of each, as many times as rounds.
 */
export async function benchCommits(tell: Tell): Promise<readonly BenchRow[]> {
  tell(`${perSecond} requests/s with and without a slow disk, in turns, ${rounds * 4} s`)
  const servers = [await openStandInServer(), await openStandInServer({ commitDelayMilliseconds: 10 })]
  try {
    const p99s: number[][] = servers.map(() => [])
    const p50s: number[][] = servers.map(() => [])
    for (let round = 0; round <= rounds; round += 1)
      for (const [at, server] of servers.entries()) {
        const latencies = await pacedLatencies(server.issue, 2000)
        if (round === 0) continue
        p50s[at]?.push(quantile(latencies, 0.5))
        p99s[at]?.push(quantile(latencies, 0.99))
      }
    const [quick = Number.NaN, slow = Number.NaN] = p99s.map((all) => quantile(all, 0.5))
    const [quickMedian = Number.NaN, slowMedian = Number.NaN] = p50s.map((all) => quantile(all, 0.5))
    return [
      {
        what: 'p99 of a request, each SQLite commit 10 ms longer',
        ratio: slow / quick,
        of: 'the p99 without',
        figures: {
          'ms p99 slow disk': slow,
          'ms p99 own disk': quick,
          'ms p50 slow disk': slowMedian,
          'ms p50 own disk': quickMedian,
          'requests/s': perSecond,
        },
      },
    ]
  } finally {
    for (const server of servers) await server.close()
  }
}

const perSecond = 250
const rounds = 5

/** Requests start by the clock, whether or not the ones before are done: a stall shows in all that come during it. */
async function pacedLatencies(run: () => Promise<void>, milliseconds: number): Promise<readonly number[]> {
  const latencies: number[] = []
  const under: Promise<void>[] = []
  const began = performance.now()
  const interval = 1000 / perSecond
  for (let at = 0; at * interval < milliseconds; at += 1) {
    const due = began + at * interval
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
    const started = performance.now()
    under.push(run().then(() => void latencies.push(performance.now() - started)))
  }
  await Promise.all(under)
  return latencies
}
