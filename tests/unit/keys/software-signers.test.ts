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
  const key = await parseSigningKey(Buffer.from(pem), { id, state, now: new Date('2026-12-01T00:00:00Z') })
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
  await add(repository, 'own', 'available', 2)
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

test('the default key is published with the next and the previous one, never with others', async () => {
  const repository = memorySigningKeys()
  for (const [index, state] of (['retired', 'next', 'active', 'previous', 'available'] as const).entries())
    await add(repository, state, state, index)
  const signers = softwareSigners(repository, fixedClock())
  const published = await signers.certificatesFor(applicationWithKey())
  assert.deepEqual(published, [Uint8Array.of(2), Uint8Array.of(1), Uint8Array.of(3)])
})

/** A repository that counts how often it is asked. */
function counting(inner: SigningKeyRepository) {
  const counted = { ...inner, looks: 0, list: async () => inner.list() }
  counted.list = () => {
    counted.looks++
    return inner.list()
  }
  return counted
}

test('a key added elsewhere is seen within a second; until then the database is left alone', async () => {
  const inner = memorySigningKeys()
  await add(inner, 'a', 'active', 1)
  const repository = counting(inner)
  const clock = fixedClock()
  const signers = softwareSigners(repository, clock)
  const published = async () => (await signers.certificatesFor(applicationWithKey())).length
  await published()
  await add(inner, 'b', 'next', 2)
  clock.advance(899)
  assert.deepEqual([await published(), repository.looks], [1, 1])
  clock.advance(1)
  await published()
  assert.deepEqual([await published(), repository.looks], [2, 2])
})

test('a node that nobody asked for a while looks before it signs; a change made here is seen at once', async () => {
  const inner = memorySigningKeys()
  await add(inner, 'a', 'active')
  await add(inner, 'b', 'next')
  const clock = fixedClock()
  const signers = softwareSigners(inner, clock)
  const signs = async () => (await signers.signerFor(applicationWithKey())).keyId
  assert.equal(await signs(), 'a')
  const moves = [
    { keyId: 'a', from: 'active', to: 'previous' },
    { keyId: 'b', from: 'next', to: 'active' },
  ] as const
  await inner.move(moves, clock.now())
  clock.advance(5000)
  assert.equal(await signs(), 'b')
  await inner.move(
    [
      { keyId: 'b', from: 'active', to: 'retired' },
      { keyId: 'a', from: 'previous', to: 'active' },
    ],
    clock.now(),
  )
  assert.equal(await signs(), 'b')
  await signers.refresh()
  assert.equal(await signs(), 'a')
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
