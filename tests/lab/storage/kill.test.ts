import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openDatabase } from '../../../src/storage/open-database.ts'
import { repositoriesOver } from '../../../src/storage/open-storage.ts'
import { systemClock, systemRandomness } from '../../../src/system-ports.ts'
import { type LabPostgres, startPostgres } from './start-postgres.ts'

let root: string
let server: LabPostgres
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'joinery-kill-'))
  server = await startPostgres()
})
after(async () => {
  await server?.stop()
  await rm(root, { recursive: true, force: true })
})

/** So many changes are acknowledged before the kill. */
const enough = 400

/** Lets a program change what must not be lost, calls `kill` in the middle, and gives the last change of each kind it said was made. */
async function lastBeforeKill(
  args: readonly string[],
  kill: (child: ChildProcess) => Promise<void>,
): Promise<ReadonlyMap<string, number>> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'change-until-killed.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const last = new Map<string, number>()
  let rest = ''
  let count = 0
  const reached = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const [what = '', number] = line.split(' ')
        last.set(what, Number(number))
        count += 1
      }
      if (count >= enough) resolve()
    })
  })
  const closed = once(child, 'close')
  await Promise.race([reached, closed])
  await kill(child)
  await closed
  assert.ok(count >= enough, `only ${count} changes before the kill`)
  return last
}

async function assertNothingLost(run: string, last: ReadonlyMap<string, number>, database?: string): Promise<void> {
  const opened = await openDatabase({ dataDirectory: join(root, 'data'), database, create: false, now: new Date() })
  try {
    const { kysely } = opened
    const { secrets } = repositoriesOver(opened, {
      ...{
        dataDirectory: join(root, 'data'),
        dataKeyFile: join(root, database === undefined ? 'etc/data.key' : 'etc/pg.key'),
      },
      ...{ clock: systemClock, randomness: systemRandomness, warn: () => {} },
    })
    const numbersOf = (ids: readonly { readonly id: string }[]) =>
      new Set(ids.filter(({ id }) => id.startsWith(`${run}/`)).map(({ id }) => Number(id.split('/')[1])))
    const documents = await kysely.selectFrom('settings').select('document').execute()
    const found: Readonly<Record<string, ReadonlySet<number>>> = {
      settings: numbersOf(
        documents.map((row) => JSON.parse(row.document)).map(({ run: of, number }) => ({ id: `${of}/${number}` })),
      ),
      session: numbersOf(await kysely.selectFrom('sessions').select('id').execute()),
      audit: numbersOf(await kysely.selectFrom('audit_records').select('id').execute()),
    }
    for (const [what, numbers] of Object.entries(found)) {
      const until = last.get(what) ?? -1
      assert.ok(until > 0, what)
      for (let number = 0; number <= until; number += 1) assert.ok(numbers.has(number), `${what} ${number} of ${until}`)
    }
    const secret = await secrets.find(`${run}/${last.get('settings')}`)
    assert.equal(secret?.reveal(), `secret ${last.get('settings')}`)
    const counter = await kysely
      .selectFrom('password_counters')
      .select('unfamiliar_attempts')
      .where('gateway_id', '=', run)
      .executeTakeFirstOrThrow()
    assert.ok(counter.unfamiliar_attempts >= (last.get('counter') ?? Number.POSITIVE_INFINITY) + 1)
  } finally {
    await opened.close()
  }
}

test('SQLite: a Joinery killed with -9 under write load loses no settings, secret, session, count or audit record', async () => {
  for (const run of ['one', 'two']) {
    const last = await lastBeforeKill([join(root, 'data'), join(root, 'etc/data.key'), run], async (child) => {
      child.kill('SIGKILL')
    })
    await assertNothingLost(run, last)
  }
})

test('PostgreSQL: a Joinery, or the server, killed with -9 under write load loses none of them', async () => {
  const args = (run: string) => [join(root, 'data'), join(root, 'etc/pg.key'), run, server.url]
  const first = await lastBeforeKill(args('one'), async (child) => {
    child.kill('SIGKILL')
  })
  // The whole server, without a chance to write anything: as a power cut, but for the disk's own promise.
  const second = await lastBeforeKill(args('two'), () => server.crash())
  await server.start()
  for (const [run, last] of [
    ['one', first],
    ['two', second],
  ] as const)
    await assertNothingLost(run, last, server.url)
})
