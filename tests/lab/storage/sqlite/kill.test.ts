import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openDatabase } from '../../../../src/storage/open-database.ts'

/** Starts a process that writes, kills it in the middle of its work, and gives what it said was written. */
async function acknowledgedBeforeKill(directory: string, enough: number): Promise<number[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'write-until-killed.ts'), directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
    if (printed.length > enough * 5) child.kill('SIGKILL')
  })
  const [, signal] = await once(child, 'close')
  assert.equal(signal, 'SIGKILL')
  // The last line may have been cut by the kill.
  return printed.split('\n').slice(0, -1).map(Number)
}

test('kill -9 under write load loses no acknowledged write, and the database opens again', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'joinery-kill-'))
  try {
    const acknowledged: number[] = []
    for (const enough of [500, 2000]) {
      // Each round starts on what the kill before left behind.
      const before = acknowledged.length
      const numbers = await acknowledgedBeforeKill(join(directory, String(enough)), enough)
      assert.ok(numbers.length >= enough / 2, `only ${numbers.length} writes before the kill`)
      acknowledged.push(...numbers)
      const database = await openDatabase({
        dataDirectory: join(directory, String(enough)),
        create: false,
        now: new Date(),
      })
      const rows = await database.kysely.selectFrom('secrets').select('name').execute()
      await database.close()
      const there = new Set(rows.map((row) => Number(row.name)))
      assert.deepEqual(
        acknowledged.slice(before).filter((number) => !there.has(number)),
        [],
      )
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})
