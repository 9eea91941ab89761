import { fork } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { stringify } from 'yaml'
import { spawnServer } from '../src/cli/spawn-server.ts'
import { type BenchRow, quantile, type Tell } from './measure.ts'
import { readMetrics } from './read-metrics.ts'

/**
 * From the start of the process until `joinery serve` answers, and what it holds then; beside a Node that does nothing. Run from the
 * checkout, so the sources' types are stripped at every start; database and signing key are there already.
 */
export async function benchStartUp(tell: Tell): Promise<readonly BenchRow[]> {
  tell(`joinery serve and a bare Node, ${starts} times each`)
  const folder = await mkdtemp(join(tmpdir(), 'joinery-bench-'))
  try {
    const bootFile = join(folder, 'joinery.yaml')
    const listen = { host: '127.0.0.1', port: 0 }
    const settings = {
      publicUrl: 'https://sts.example.test',
      listen: { public: listen, admin: listen },
      trustedProxies: ['127.0.0.1'],
      dataDirectory: join(folder, 'data'),
      dataKeyFile: join(folder, 'data.key'),
      logLevel: 'warn',
    }
    await writeFile(bootFile, stringify(settings))
    // Makes the database and the signing key.
    await startJoinery(bootFile, 0)
    const ours: Start[] = []
    const bare: Start[] = []
    for (let at = 0; at < starts; at += 1) {
      ours.push(await startJoinery(bootFile, at === 0 ? 2000 : 0))
      bare.push(await startNode(folder))
    }
    return rowsOf(ours, bare)
  } finally {
    await rm(folder, { recursive: true })
  }
}

const starts = 5

interface Start {
  readonly milliseconds: number
  readonly rss: number | undefined
}

function rowsOf(ours: readonly Start[], bare: readonly Start[]): readonly BenchRow[] {
  const median = (all: readonly Start[]) =>
    quantile(
      all.map(({ milliseconds }) => milliseconds),
      0.5,
    )
  const rss = (all: readonly Start[]) => all.find((start) => start.rss !== undefined)?.rss ?? Number.NaN
  return [
    {
      what: 'start of joinery serve until it answers',
      ratio: median(ours) / median(bare),
      of: 'the start of a bare Node',
      figures: { ms: median(ours), 'ms bare Node': median(bare) },
    },
    {
      what: 'memory of joinery serve at rest',
      ratio: rss(ours) / rss(bare),
      of: 'that of a bare Node',
      figures: { 'MiB RSS': rss(ours), 'MiB RSS bare Node': rss(bare) },
    },
  ]
}

/** With a rest, the memory it holds after it. */
async function startJoinery(bootFile: string, restMilliseconds: number): Promise<Start> {
  const began = performance.now()
  const server = await spawnServer({ bootFile })
  const milliseconds = performance.now() - began
  try {
    if (restMilliseconds === 0) return { milliseconds, rss: undefined }
    await delay(restMilliseconds)
    const metrics = await readMetrics((answer) => get(`http://127.0.0.1:${server.adminPort}/metrics`, answer))
    return { milliseconds, rss: metrics.sum('joinery_process_resident_memory_bytes') / 2 ** 20 }
  } finally {
    await server.stop()
  }
}

async function startNode(folder: string): Promise<Start> {
  const program = join(folder, 'bare.mjs')
  await writeFile(program, 'process.send(process.memoryUsage().rss)')
  const began = performance.now()
  const child = fork(program)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('message', (rss) => {
      resolve({ milliseconds: performance.now() - began, rss: Number(rss) / 2 ** 20 })
      child.disconnect()
    })
  })
}
