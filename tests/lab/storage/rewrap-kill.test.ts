import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { openDatabase } from '../../../src/storage/open-database.ts'
import { openSealer } from '../../../src/storage/open-sealer.ts'
import { rewrap } from '../../../src/storage/rewrap.ts'
import { countSealed } from '../../../src/storage/sealed-values.ts'
import { systemClock, systemRandomness } from '../../../src/system-ports.ts'

const secrets = 1500
const killAfterMilliseconds = [0, 7, 20, 45, 90, 160, 250, 370]

test('a change of the data key that is killed at any moment leaves every secret readable, and goes on', async () => {
  const root = await mkdtemp(join(tmpdir(), 'joinery-rewrap-'))
  const dataDirectory = join(root, 'data')
  const dataKeyFile = join(root, 'etc/data.key')
  const options = { dataDirectory, dataKeyFile, clock: systemClock, randomness: systemRandomness, warn: () => {} }
  const open = () => openDatabase({ dataDirectory, create: true, now: systemClock.now() })
  try {
    const first = await open()
    const sealer = await openSealer(first, options)
    const name = (n: number) => `secret-${n}`
    await first.kysely
      .insertInto('secrets')
      .values(
        Array.from({ length: secrets }, (_, n) => ({
          name: name(n),
          sealed: sealer.seal(name(n), Buffer.from(name(n))),
          updated_at: 1,
        })),
      )
      .execute()
    await first.close()
    const seen = new Set<string>()
    for (const milliseconds of killAfterMilliseconds) {
      await killAfter([dataDirectory, dataKeyFile], milliseconds)
      const database = await open()
      const opener = await openSealer(database, options)
      for (const { name: known, sealed } of await database.kysely.selectFrom('secrets').selectAll().execute())
        assert.equal(Buffer.from(opener.open(known, sealed)).toString(), known)
      seen.add(JSON.stringify([...(await countSealed(database.kysely)).keys()].sort()))
      await database.close()
    }
    // The kills met different moments, or this proves nothing.
    assert.ok(seen.size >= 3, `only ${seen.size} different states`)
    const database = await open()
    const { keyId, unreadable } = await rewrap(database, options)
    assert.deepEqual([[...(await countSealed(database.kysely)).keys()], unreadable], [[keyId], []])
    assert.match(await readFile(dataKeyFile, 'utf8'), new RegExp(`^joinery-data-key-v1 ${keyId} `, 'm'))
    await database.close()
  } finally {
    await rm(root, { recursive: true, force: true })
  }
})

async function killAfter(args: readonly string[], milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'rewrap-until-killed.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  await wait(milliseconds)
  child.kill('SIGKILL')
  const [, signal] = await once(child, 'close')
  assert.equal(signal, 'SIGKILL')
}
