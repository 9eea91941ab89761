import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ensureSigningKey } from '../../../src/keys/ensure-signing-key.ts'
import { softwareSigners } from '../../../src/keys/software-signers.ts'
import { openStorage } from '../../../src/storage/open-storage.ts'
import { systemClock, systemRandomness } from '../../../src/system-ports.ts'
import { applicationWithKey } from '../../conformance/keys/signers.ts'
import { signInRecord } from '../../conformance/storage/sign-ins.ts'

const good = readFileSync(new URL('../../fixtures/settings/hybrid-join.yaml', import.meta.url), 'utf8')

let root: string
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'joinery-start-'))
})
after(() => rm(root, { recursive: true, force: true }))

const warnings: string[] = []
const start = (name: string) =>
  openStorage({
    dataDirectory: join(root, name, 'data'),
    dataKeyFile: join(root, name, 'etc/data.key'),
    publicUrl: 'https://sts.example.com',
    clock: systemClock,
    randomness: systemRandomness,
    warn: (text) => warnings.push(text),
  })

test('a first start makes everything, a second finds it again', async () => {
  const first = await start('a')
  assert.match(warnings.join(), /back it up now/)
  assert.equal((await stat(join(root, 'a/etc/data.key'))).mode & 0o777, 0o600)
  await first.settings.apply({ source: { text: good }, appliedBy: 'test' })
  const ports = { clock: systemClock, randomness: systemRandomness }
  const made = await ensureSigningKey(first.signingKeys, ports)
  // Older than 90 days it would be deleted.
  const attempt = signInRecord({ startedAt: systemClock.now() })
  first.signInWriter.record(attempt)
  await first.close()

  warnings.length = 0
  const second = await start('a')
  assert.deepEqual(warnings, [])
  assert.equal(second.settings.current().managed.gateways[0]?.id, 'ad')
  assert.equal((await second.secrets.find('gateways/ad/bindPassword'))?.reveal(), 'an LDAP password')
  assert.deepEqual((await ensureSigningKey(second.signingKeys, ports)).record, made.record)
  const signer = await softwareSigners(second.signingKeys, systemClock).signerFor(applicationWithKey())
  assert.equal((await signer.sign('SHA256withRSA', Uint8Array.of(1))).length, 256)
  assert.deepEqual(await second.signIns.find('t1'), attempt)
  await second.close()
})

test('a start without the data key fails by name and leaves nothing open', async () => {
  await (await start('b')).close()
  await rm(join(root, 'b/etc/data.key'))
  await assert.rejects(start('b'), { code: 'STORAGE_DATA_KEY_MISSING' })
  await assert.rejects(start('b'), { code: 'STORAGE_DATA_KEY_MISSING' })
})
