import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { BenchRow, Tell } from './measure.ts'
import { openStandInServer } from './stand-in-server.ts'

/**
 * Whether tokens leave anything behind: 100,000 of them in a process of its own, through all stages and real storage. After each sample
 * point the queue of the sign-in log is let run dry and the garbage is collected; what is still there counts.
 */
export async function benchMemory(tell: Tell): Promise<readonly BenchRow[]> {
  const samples = await runChild(tell)
  const at = (tokens: number) =>
    samples.find((sample) => sample.tokens === tokens) ?? { rss: Number.NaN, heap: Number.NaN }
  const [rest, early, middle, last] = points.map(at)
  if (!rest || !early || !middle || !last) throw new Error('nothing was measured')
  return [
    {
      what: 'memory after 100,000 tokens',
      ratio: last.rss / early.rss,
      of: 'that after 20,000',
      target: { bound: 'at most', limit: 1.1 },
      figures: {
        'MiB at rest': rest.rss,
        'MiB after 20,000': early.rss,
        'MiB after 50,000': middle.rss,
        'MiB after 100,000': last.rss,
        'MiB heap after 20,000': early.heap,
        'MiB heap after 100,000': last.heap,
      },
    },
  ]
}

const points = [0, 20_000, 50_000, 100_000]
const sample = z.object({ tokens: z.number(), rss: z.number(), heap: z.number() })
type Sample = z.output<typeof sample>

function runChild(tell: Tell): Promise<readonly Sample[]> {
  const samples: Sample[] = []
  const execArgv = ['--expose-gc', '--disable-warning=ExperimentalWarning']
  const child = fork(fileURLToPath(import.meta.url), { execArgv })
  child.on('message', (message) => {
    const taken = sample.parse(message)
    samples.push(taken)
    tell(`${taken.tokens} tokens, ${taken.rss} MiB`)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve(samples) : reject(new Error(`the memory run ended with ${code}`)),
    )
  })
}

async function issueAll(): Promise<void> {
  const server = await openStandInServer()
  let issued = 0
  for (const tokens of points) {
    const worker = async (): Promise<void> => {
      while (issued < tokens) {
        issued += 1
        await server.issue()
      }
    }
    await Promise.all(Array.from({ length: 2 * availableParallelism() }, worker))
    await delay(1000)
    globalThis.gc?.()
    await delay(200)
    globalThis.gc?.()
    const { rss, heapUsed } = process.memoryUsage()
    process.send?.({ tokens, rss: inMebibytes(rss), heap: inMebibytes(heapUsed) })
  }
  await server.close()
}

function inMebibytes(bytes: number): number {
  return Math.round((bytes / 2 ** 20) * 10) / 10
}

if (import.meta.main) {
  await issueAll()
  process.disconnect?.()
}
