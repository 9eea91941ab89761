import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { IdpError } from '../../../src/errors.ts'
import { parseSigningKey } from '../../../src/keys/parse-signing-key.ts'
import { softwareSigners } from '../../../src/keys/software-signers.ts'
import type { SigningKeyRecord, SigningKeyRepository } from '../../../src/ports.ts'
import { applicationWithKey } from '../../conformance/keys/signers.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'
import { memorySigningKeys } from '../../fakes/memory-signing-keys.ts'

const pem = readFileSync(new URL('../../fixtures/keys/signing-rsa-2048.pem', import.meta.url), 'utf8')

async function add(
  repository: SigningKeyRepository,
  id: string,
  state: SigningKeyRecord['state'],
  certificate?: number,
) {
  const key = parseSigningKey(pem, { id, state, now: new Date('2026-12-01T00:00:00Z') })
  const record = certificate === undefined ? key.record : { ...key.record, certificate: Uint8Array.of(certificate) }
  await repository.add(record, key.privateKey)
}

test('without a key both questions are answered by name', async () => {
  const signers = softwareSigners(memorySigningKeys(), fixedClock())
  await assert.rejects(signers.signerFor(applicationWithKey()), { code: 'KEYS_NONE_ACTIVE' })
  await assert.rejects(signers.certificatesFor(applicationWithKey()), { code: 'KEYS_NONE_ACTIVE' })
})

test('an application that names a key gets it, and only its certificate', async () => {
  const repository = memorySigningKeys()
  await add(repository, 'default', 'active', 1)
  await add(repository, 'own', 'next', 2)
  const signers = softwareSigners(repository, fixedClock())
  assert.equal((await signers.signerFor(applicationWithKey('own'))).keyId, 'own')
  assert.deepEqual(await signers.certificatesFor(applicationWithKey('own')), [Uint8Array.of(2)])
})

test('a key that is missing or retired is named', async () => {
  const repository = memorySigningKeys()
  await add(repository, 'old', 'retired')
  const signers = softwareSigners(repository, fixedClock())
  for (const id of ['old', 'none'])
    await assert.rejects(signers.signerFor(applicationWithKey(id)), {
      code: 'KEYS_NAMED_MISSING',
      facts: { applicationId: 'm365', keyId: id },
    })
})

test('the default key is published with its successor, never with retired ones', async () => {
  const repository = memorySigningKeys()
  await add(repository, 'a', 'retired', 1)
  await add(repository, 'b', 'next', 2)
  await add(repository, 'c', 'active', 3)
  const signers = softwareSigners(repository, fixedClock())
  assert.deepEqual(await signers.certificatesFor(applicationWithKey()), [Uint8Array.of(3), Uint8Array.of(2)])
})

test('a key added elsewhere is seen after two seconds; until then the database is left alone', async () => {
  const inner = memorySigningKeys()
  await add(inner, 'a', 'active', 1)
  let looks = 0
  const repository = {
    ...inner,
    list: () => {
      looks++
      return inner.list()
    },
  }
  const clock = fixedClock()
  const signers = softwareSigners(repository, clock)
  const published = async () => (await signers.certificatesFor(applicationWithKey())).length
  await published()
  await add(inner, 'b', 'next', 2)
  clock.advance(1999)
  assert.deepEqual([await published(), looks], [1, 1])
  clock.advance(1)
  await published()
  assert.deepEqual([await published(), looks], [2, 2])
})

test('the last keys seen serve while the database is away', async () => {
  const inner = memorySigningKeys()
  await add(inner, 'a', 'active')
  let away = false
  const repository = {
    ...inner,
    list: async () => {
      if (away) throw new IdpError('STORAGE_UNAVAILABLE')
      return inner.list()
    },
  }
  const clock = fixedClock()
  const signers = softwareSigners(repository, clock)
  await signers.signerFor(applicationWithKey())
  away = true
  clock.advance(60_000)
  const signer = await signers.signerFor(applicationWithKey())
  assert.equal((await signer.sign('SHA256withRSA', Uint8Array.of(1))).length, 256)
  await signers.signerFor(applicationWithKey())
})

test('a private key that could not be read is asked for again', async () => {
  const inner = memorySigningKeys()
  await add(inner, 'a', 'active')
  let broken = true
  const repository = {
    ...inner,
    findPrivateKey: async (id: string) => {
      if (broken) throw new IdpError('STORAGE_UNAVAILABLE')
      return inner.findPrivateKey(id)
    },
  }
  const signers = softwareSigners(repository, fixedClock())
  await assert.rejects(signers.signerFor(applicationWithKey()), { code: 'STORAGE_UNAVAILABLE' })
  broken = false
  assert.equal((await signers.signerFor(applicationWithKey())).keyId, 'a')
})

test('a key that was deleted between two looks is named', async () => {
  const inner = memorySigningKeys()
  await add(inner, 'a', 'active')
  const signers = softwareSigners({ ...inner, findPrivateKey: async () => undefined }, fixedClock())
  await assert.rejects(signers.signerFor(applicationWithKey()), { code: 'KEYS_PRIVATE_MISSING', facts: { keyId: 'a' } })
})
