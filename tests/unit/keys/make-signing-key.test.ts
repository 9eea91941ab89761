import assert from 'node:assert/strict'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { ensureSigningKey } from '../../../src/keys/ensure-signing-key.ts'
import { makeSigningKey } from '../../../src/keys/make-signing-key.ts'
import { countedRandomness } from '../../fakes/counted-randomness.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'
import { memorySigningKeys } from '../../fakes/memory-signing-keys.ts'

const now = new Date('2026-03-01T12:00:00.500Z')
const wanted = { id: 'k1', state: 'active', commonName: 'Token signing ü', now } as const

test('a made key is RSA-2048 with a certificate that verifies by itself, for three years', async () => {
  const { record, privateKey } = await makeSigningKey({ ...wanted, randomness: countedRandomness() })
  const certificate = new X509Certificate(record.certificate)
  const key = createPrivateKey({ key: Buffer.from(privateKey.reveal()), format: 'der', type: 'pkcs8' })
  assert.ok(certificate.verify(certificate.publicKey))
  assert.ok(certificate.checkPrivateKey(key))
  assert.equal(certificate.ca, false)
  assert.equal(certificate.subject, 'CN=Token signing ü')
  assert.deepEqual(
    [certificate.validFromDate, certificate.validToDate],
    [new Date('2026-03-01T11:55:00Z'), new Date('2029-02-28T12:00:00Z')],
  )
  assert.equal(key.asymmetricKeyDetails?.modulusLength, 2048)
  assert.equal(record.bits, 2048)
})

test('a made key prints nothing of itself', async () => {
  const key = await makeSigningKey({ ...wanted, randomness: countedRandomness() })
  const printed = inspect(key.privateKey, { depth: 5, showHidden: true }) + JSON.stringify(key.privateKey)
  assert.equal(printed, '[redacted]"[redacted]"')
})

test('the first start makes the key, a later one finds it', async () => {
  const repository = memorySigningKeys()
  const ports = { clock: fixedClock(), randomness: countedRandomness() }
  const first = await ensureSigningKey(repository, ports)
  const second = await ensureSigningKey(repository, ports)
  assert.deepEqual([first.made, second.made], [true, false])
  assert.deepEqual(second.record, first.record)
})

test('two nodes that start at once end with one key', async () => {
  const repository = memorySigningKeys()
  const clock = fixedClock()
  const [a, b] = await Promise.all(
    ['a', 'b'].map((seed) => ensureSigningKey(repository, { clock, randomness: countedRandomness(seed) })),
  )
  assert.deepEqual([a?.made, b?.made].sort(), [false, true])
  assert.deepEqual(a?.record, b?.record)
  assert.equal((await repository.list()).length, 1)
})
