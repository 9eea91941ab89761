import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { keysCommand } from '../../../../src/cli/keys.ts'
import { ensureSigningKey } from '../../../../src/keys/ensure-signing-key.ts'
import { openStorage } from '../../../../src/storage/open-storage.ts'
import { systemClock, systemRandomness } from '../../../../src/system-ports.ts'

test('what a command does to keys is in the audit log, with who did it; what was refused is not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'joinery-keys-'))
  const system = { clock: systemClock, randomness: systemRandomness }
  const place = { dataDirectory: join(folder, 'data'), dataKeyFile: join(folder, 'data.key') }
  const storage = await openStorage({ ...place, ...system, publicUrl: 'https://sts.example.com', warn: () => {} })
  process.env.JOINERY_DATA_KEY_FILE = place.dataKeyFile
  try {
    await ensureSigningKey(storage.signingKeys, system)
    const io = { stdout: () => {}, stderr: () => {}, stdin: async () => '' }
    const run = (...args: readonly string[]) => keysCommand([...args, '--data', place.dataDirectory], io)
    assert.deepEqual([await run('roll'), await run('undo'), await run('switch')], [0, 1, 0])
    const records = await storage.audit.list({}, 10)
    assert.deepEqual(
      records.map(({ action, actor }) => [action, actor.kind]),
      [
        ['switch', 'commandLine'],
        ['rollOver', 'commandLine'],
      ],
    )
    assert.match(records[0]?.actor.name ?? '', /^the command line \(.+\)$/)
    assert.deepEqual(records[0]?.after, { state: 'active' })
  } finally {
    await storage.close()
    await rm(folder, { recursive: true })
  }
})
