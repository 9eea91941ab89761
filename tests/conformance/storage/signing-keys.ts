import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SigningKeyRecord, SigningKeyRepository } from '../../../src/ports.ts'
import { Secret } from '../../../src/secret.ts'

/** What every SigningKeyRepository does. `open` gives an empty one. */

export function signingKeyRecord(changes: Partial<SigningKeyRecord> = {}): SigningKeyRecord {
  return {
    id: 'k1',
    state: 'active',
    bits: 2048,
    certificate: Uint8Array.of(0x30, 0, 255),
    createdAt: new Date('2026-01-02T03:04:05.678Z'),
    ...changes,
  }
}

const privateKey = (...bytes: number[]) => new Secret(Uint8Array.from(bytes))

export function signingKeySuite(label: string, open: () => Promise<SigningKeyRepository>): void {
  test(`${label}: no keys at first`, async () => {
    const keys = await open()
    assert.deepEqual(await keys.list(), [])
    assert.equal(await keys.findPrivateKey('k1'), undefined)
  })

  test(`${label}: a key comes back with its certificate and private key`, async () => {
    const keys = await open()
    await keys.add(signingKeyRecord(), privateKey(1, 2, 0, 255))
    assert.deepEqual(await keys.list(), [signingKeyRecord()])
    assert.deepEqual((await keys.findPrivateKey('k1'))?.reveal(), Uint8Array.of(1, 2, 0, 255))
  })

  test(`${label}: the oldest key is listed first`, async () => {
    const keys = await open()
    const at = (day: number) => new Date(Date.UTC(2026, 0, day))
    await keys.add(signingKeyRecord({ id: 'b', state: 'next', createdAt: at(2) }), privateKey(1))
    await keys.add(signingKeyRecord({ id: 'a', state: 'active', createdAt: at(3) }), privateKey(2))
    await keys.add(signingKeyRecord({ id: 'c', state: 'retired', createdAt: at(1) }), privateKey(3))
    assert.deepEqual(
      (await keys.list()).map(({ id, state }) => [id, state]),
      [
        ['c', 'retired'],
        ['b', 'next'],
        ['a', 'active'],
      ],
    )
  })

  test(`${label}: two active keys at once are refused, as is a name that is taken`, async () => {
    const keys = await open()
    await keys.add(signingKeyRecord(), privateKey(1))
    await assert.rejects(keys.add(signingKeyRecord({ id: 'k2' }), privateKey(2)), {
      code: 'STORAGE_SIGNING_KEY_EXISTS',
    })
    await assert.rejects(keys.add(signingKeyRecord({ state: 'next' }), privateKey(2)), {
      code: 'STORAGE_SIGNING_KEY_EXISTS',
    })
    assert.deepEqual((await keys.findPrivateKey('k1'))?.reveal(), Uint8Array.of(1))
  })

  test(`${label}: of two nodes that start at once, one makes the key`, async () => {
    const keys = await open()
    const results = await Promise.allSettled([
      keys.add(signingKeyRecord({ id: 'k1' }), privateKey(1)),
      keys.add(signingKeyRecord({ id: 'k2' }), privateKey(2)),
    ])
    assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected'])
    assert.equal((await keys.list()).length, 1)
  })
}
