import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ensureSigningKey } from '../../src/keys/ensure-signing-key.ts'
import { openStorage } from '../../src/storage/open-storage.ts'
import { systemClock, systemRandomness } from '../../src/system-ports.ts'
import { parseTranscript, runStep } from './transcript.ts'

const here = import.meta.dirname
let root: string

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'joinery-cli-'))
  // The commands read their boot settings from the environment; this process is ours alone.
  for (const name of Object.keys(process.env)) if (name.startsWith('JOINERY_')) delete process.env[name]
})
after(() => rm(root, { recursive: true, force: true }))

/** Transcripts that begin with a server that was started once play beside one. */
async function prepare(folder: string, transcript: string): Promise<void> {
  for (const fixtures of ['settings', 'keys'])
    await cp(join(here, '../fixtures', fixtures), folder, { recursive: true })
  if (!transcript.includes('# After a first start.')) return
  const options = { dataDirectory: join(folder, 'data'), dataKeyFile: join(folder, 'etc/data.key') }
  const ports = { clock: systemClock, randomness: systemRandomness }
  const storage = await openStorage({ ...options, ...ports, publicUrl: 'https://sts.example.com', warn: () => {} })
  await ensureSigningKey(storage.signingKeys, ports)
  await storage.close()
}

for (const name of readdirSync(here).filter((file) => file.endsWith('.txt')))
  test(`transcript ${name}`, async () => {
    const transcript = readFileSync(join(here, name), 'utf8')
    const folder = await mkdtemp(join(root, 'x-'))
    await prepare(folder, transcript)
    process.env.JOINERY_DATA_KEY_FILE = join(folder, 'etc/data.key')
    for (const step of parseTranscript(transcript))
      assert.equal(await runStep(step, folder), step.expected, `$ joinery ${step.command}`)
  })
