import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { SignInFilter } from '../src/ports/sign-in-search.ts'
import { type OpenDatabase, openDatabase } from '../src/storage/open-database.ts'
import { profileSearch } from '../src/storage/profile-search.ts'
import { signInRecords } from '../src/storage/sign-in-records.ts'
import { fillStorage } from '../tests/lab/storage/fill-storage.ts'
import { startPostgres } from '../tests/lab/storage/start-postgres.ts'
import { type BenchRow, quantile, type Tell } from './measure.ts'

/**
 * Lists, filters and searches in a log of 1,000,000 and among 100,000 profiles, beside a hundredth of that. The same questions in turns, and
 * the median of each counts; the row shows the question whose cost grew most.
 */
export async function benchScale(tell: Tell): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'joinery-bench-'))
  const server = await startPostgres()
  try {
    const rows: BenchRow[] = []
    for (const kind of ['SQLite', 'PostgreSQL']) {
      const databases: OpenDatabase[] = []
      for (const size of [10_000, 1_000_000]) {
        tell(`${kind}: ${size} attempts`)
        databases.push(await open(kind === 'SQLite' ? undefined : server.url, join(folder, `${size}`), size))
        await fillStorage(databases.at(-1) ?? never(), { signIns: size, profiles: size / 10, now })
      }
      tell(`${kind}: questions in turns`)
      rows.push(...(await compare(kind, databases)))
      for (const database of databases) await database.close()
    }
    return rows
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const now = new Date('2026-03-01T12:00:00Z')

async function open(url: string | undefined, dataDirectory: string, size: number): Promise<OpenDatabase> {
  if (url === undefined) return openDatabase({ dataDirectory, create: true, now })
  const admin = await openDatabase({ dataDirectory, database: url, create: true, now })
  await sql`create database ${sql.id(`of_${size}`)}`.execute(admin.kysely)
  await admin.close()
  const database = url.replace('/postgres?', `/of_${size}?`)
  return openDatabase({ dataDirectory, database, create: true, now })
}

const month = new Date(now.getTime() - 30 * 86_400_000)
const filters: Readonly<Record<string, SignInFilter>> = {
  'list, newest': {},
  'list, a month back': { until: month },
  'outcome refused': { outcome: 'refused' },
  'outcome issued': { outcome: 'issued' },
  'outcome failed': { outcome: 'failed' },
  'rare application': { applicationId: 'other' },
  'common application': { applicationId: 'm365' },
  principal: { principal: 'ws77$@corp.example' },
  'beginning of one name': { principalPrefix: 'ws77$' },
  'beginning of eleven names': { principalPrefix: 'ws77' },
  'beginning of all names': { principalPrefix: 'ws' },
  'beginning of none': { principalPrefix: 'dc' },
  code: { code: 'LOOKUP_NOT_FOUND' },
  address: { remoteAddress: '10.7.33.7' },
  'failed stage': { failedStage: 'lookup' },
  'request id': { clientRequestId: '9e3779b1-78d1-4a3c-9e2b-1f0e9d8c7b6a' },
  'refused of an application in a month': { outcome: 'refused', applicationId: 'other', from: month },
  'refused at an address': { outcome: 'refused', remoteAddress: '10.7.30.7' },
  'issued at an address that never was': { outcome: 'issued', remoteAddress: '10.7.33.8' },
  'two that never meet': { outcome: 'issued', code: 'LOOKUP_NOT_FOUND' },
  'issued to an application, names of a beginning': {
    outcome: 'issued',
    applicationId: 'other',
    principalPrefix: 'ws7',
  },
}

function questionsOf(database: OpenDatabase): Readonly<Record<string, () => Promise<unknown>>> {
  const records = signInRecords(database.kysely)
  const search = profileSearch(database.kysely)
  const deep = { from: new Date(now.getTime() - 86_400_000), until: now, bucketMilliseconds: 3_600_000 }
  return {
    ...Object.fromEntries(Object.entries(filters).map(([name, filter]) => [name, () => records.list(filter, 50)])),
    'a page in the middle': () => records.list({}, 50, `${month.getTime()}.${'0'.repeat(36)}`),
    'a page of a filter in the middle': () => records.list({ outcome: 'refused' }, 50, `${month.getTime()}.x`),
    'summary of a day': () => records.summarize(deep),
    'profiles, first': () => search.list({}, 50),
    'profiles by beginning': () => search.list({ usernamePrefix: 'person9e' }, 50),
    'profiles of a population': () => search.list({ populationId: 'staff' }, 50),
    'profiles of a gateway and a kind by beginning': () =>
      search.list({ gatewayId: 'branch', account: 'user', usernamePrefix: 'person1' }, 50),
    'profiles of two that never meet': () => search.list({ populationId: 'staff', account: 'device' }, 50),
  }
}

async function compare(kind: string, databases: readonly OpenDatabase[]): Promise<readonly BenchRow[]> {
  const [small = {}, large = {}] = databases.map(questionsOf)
  const compared: { name: string; small: number; large: number }[] = []
  for (const [name, ask] of Object.entries(large)) {
    const times: [number[], number[]] = [[], []]
    for (let turn = 0; turn < 22; turn += 1)
      for (const [at, question] of [small[name] ?? ask, ask].entries()) {
        const began = performance.now()
        await question()
        if (turn > 1) times[at]?.push(performance.now() - began)
      }
    compared.push({ name, small: quantile(times[0], 0.5), large: quantile(times[1], 0.5) })
  }
  const worst = compared.toSorted((one, other) => other.large / other.small - one.large / one.small)
  return worst.map((row) => ({
    what: `${kind}, ${row.name}, in a log of 1,000,000 and 100,000 profiles`,
    ratio: row.large / row.small,
    of: 'the time at a hundredth of that',
    target: { bound: 'at most', limit: 2 },
    figures: { 'ms of 1,000,000': row.large, 'ms of 10,000': row.small },
  }))
}

function never(): never {
  throw new Error('cannot be')
}
