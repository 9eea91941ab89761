import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type OpenDatabase, openDatabase } from '../src/storage/open-database.ts'
import { profileRepository } from '../src/storage/profile-repository.ts'
import type { BenchRow } from './mint.ts'

/**
 * SQLite under 200 writers at once: durable saves and reads per second, with the disk as it is and with 10 ms added to every
 * commit. What a slow disk must not do is stall the process: the longest delay of the event loop is measured beside.
 */
export interface StorageBenchRow extends BenchRow {
  /** Longest delay of the event loop meanwhile, in milliseconds. */
  readonly longestStall: number
}

const writers = 200
const slowCommitMilliseconds = 10

export async function benchStorage(milliseconds = 4000): Promise<readonly StorageBenchRow[]> {
  const root = await mkdtemp(join(tmpdir(), 'joinery-bench-'))
  try {
    const fast = await benchDatabase(join(root, 'fast'), 0, milliseconds / 2)
    const slow = await benchDatabase(join(root, 'slow'), slowCommitMilliseconds, milliseconds / 2)
    return [...fast, ...slow]
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

async function benchDatabase(dataDirectory: string, commitDelayMilliseconds: number, milliseconds: number) {
  const database = await openDatabase({ dataDirectory, create: true, now: new Date(), commitDelayMilliseconds })
  const name = commitDelayMilliseconds === 0 ? '' : `, ${commitDelayMilliseconds} ms per commit`
  try {
    const save = saving(database)
    await measure('', save, milliseconds / 10)
    const saves = await measure(`profile saves, durable${name}`, save, milliseconds * 0.6)
    const reads = await measure(`profile reads${name}`, reading(database), milliseconds * 0.3)
    return [saves, reads]
  } finally {
    await database.close()
  }
}

const sid = (n: number) => `S-1-5-21-1-2-3-${n % 5000}`

function saving({ kysely }: OpenDatabase): (n: number) => Promise<void> {
  const profiles = profileRepository(kysely)
  const links = { objectGUID: '3f0817b9-ca17-4714-ab81-f7b5943dec7b', dn: 'CN=WS01,OU=Computers,DC=example' }
  const [createdAt, updatedAt] = [new Date(), new Date()]
  return (n) =>
    profiles.save({
      ...{ id: `p${n % 5000}`, gatewayId: 'ad', userTypeId: 'devices', account: 'device', username: `ws${n % 5000}$` },
      ...{ objectSid: sid(n), links, profile: { username: `ws${n % 5000}$` }, createdAt, updatedAt },
    })
}

function reading({ kysely }: OpenDatabase): (n: number) => Promise<unknown> {
  const profiles = profileRepository(kysely)
  return (n) => profiles.findBySid('ad', sid(n))
}

async function measure(
  name: string,
  run: (n: number) => Promise<unknown>,
  milliseconds: number,
): Promise<StorageBenchRow> {
  const stalls = monitorEventLoopDelay({ resolution: 1 })
  stalls.enable()
  const started = performance.now()
  const cpu = process.cpuUsage()
  let next = 0
  const work = async (): Promise<void> => {
    while (performance.now() - started < milliseconds) await run(next++)
  }
  await Promise.all(Array.from({ length: writers }, work))
  stalls.disable()
  const { user, system } = process.cpuUsage(cpu)
  return {
    name,
    perSecond: Math.round((next * 1000) / (performance.now() - started)),
    cpuMicrosPerOp: Math.round((user + system) / next),
    longestStall: Math.round(stalls.max / 1e5) / 10,
  }
}

if (import.meta.main) {
  for (const { name, perSecond, cpuMicrosPerOp, longestStall } of await benchStorage())
    process.stdout.write(
      `${name.padEnd(45)} ${String(perSecond).padStart(8)}/s ${cpuMicrosPerOp} us CPU, longest stall ${longestStall} ms\n`,
    )
}
