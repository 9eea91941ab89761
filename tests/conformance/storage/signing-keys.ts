import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KeyEvidence, KeyEvidenceRepository, SigningKeyRecord, SigningKeyRepository } from '../../../src/ports.ts'
import { Secret } from '../../../src/secret.ts'

/** What every SigningKeyRepository does. `open` gives an empty one. */

export function signingKeyRecord(changes: Partial<SigningKeyRecord> = {}): SigningKeyRecord {
  return {
    id: 'k1',
    name: 'Token signing',
    state: 'active',
    bits: 2048,
    certificate: Uint8Array.of(0x30, 0, 255),
    createdAt: new Date('2026-01-02T03:04:05.678Z'),
    stateSince: new Date('2026-02-03T04:05:06.789Z'),
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

  test(`${label}: of next and previous keys there is one at most, of the others there are many`, async () => {
    const keys = await open()
    for (const state of ['next', 'previous'] as const) {
      await keys.add(signingKeyRecord({ id: state, state }), privateKey(1))
      await assert.rejects(keys.add(signingKeyRecord({ id: `${state}-2`, state }), privateKey(1)), {
        code: 'STORAGE_SIGNING_KEY_EXISTS',
      })
    }
    for (const id of ['a1', 'a2']) await keys.add(signingKeyRecord({ id, state: 'available' }), privateKey(1))
    assert.equal((await keys.list()).length, 4)
  })

  test(`${label}: a key moves from state to state, and says since when`, async () => {
    const keys = await open()
    await keys.add(signingKeyRecord(), privateKey(1))
    await keys.add(signingKeyRecord({ id: 'k2', state: 'next' }), privateKey(2))
    const at = new Date('2026-05-01T00:00:00.123Z')
    await keys.move(
      [
        { keyId: 'k1', from: 'active', to: 'previous' },
        { keyId: 'k2', from: 'next', to: 'active' },
      ],
      at,
    )
    assert.deepEqual(await keys.list(), [
      signingKeyRecord({ state: 'previous', stateSince: at }),
      signingKeyRecord({ id: 'k2', stateSince: at }),
    ])
  })

  test(`${label}: when one of several moves cannot be, none is done`, async () => {
    const keys = await open()
    await keys.add(signingKeyRecord(), privateKey(1))
    await keys.add(signingKeyRecord({ id: 'k2', state: 'next' }), privateKey(2))
    const refused = { code: 'STORAGE_SIGNING_KEYS_CHANGED' }
    const retire = { keyId: 'k1', from: 'active', to: 'retired' } as const
    for (const wrong of [
      { keyId: 'k2', from: 'previous', to: 'active' },
      { keyId: 'k3', from: 'next', to: 'active' },
    ] as const)
      await assert.rejects(keys.move([retire, wrong], new Date()), refused)
    await assert.rejects(keys.move([{ keyId: 'k2', from: 'next', to: 'active' }], new Date()), refused)
    await assert.rejects(keys.move([retire], new Date(), 99), refused, 'settings of another version')
    assert.deepEqual(
      (await keys.list()).map(({ state }) => state),
      ['active', 'next'],
    )
    await keys.move([retire], new Date(), 0)
  })

  test(`${label}: of two nodes that switch at once, one does`, async () => {
    const keys = await open()
    await keys.add(signingKeyRecord(), privateKey(1))
    await keys.add(signingKeyRecord({ id: 'k2', state: 'next' }), privateKey(2))
    const moves = [
      { keyId: 'k1', from: 'active', to: 'previous' },
      { keyId: 'k2', from: 'next', to: 'active' },
    ] as const
    const results = await Promise.allSettled([keys.move(moves, new Date()), keys.move(moves, new Date())])
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  })

  test(`${label}: a key is renamed, and deleted where it may be`, async () => {
    const keys = await open()
    await keys.add(signingKeyRecord(), privateKey(1))
    assert.deepEqual([await keys.rename('k1', 'HSM'), await keys.rename('k2', 'HSM')], [true, false])
    assert.equal((await keys.list())[0]?.name, 'HSM')
    assert.equal(await keys.remove('k1', ['retired']), false)
    assert.equal(await keys.remove('k1', ['active']), true)
    assert.equal(await keys.findPrivateKey('k1'), undefined)
  })

  test(`${label}: two active keys at once are refused, as is a name that is taken`, async () => {
    const keys = await open()
    await keys.add(signingKeyRecord(), privateKey(1))
    await assert.rejects(keys.add(signingKeyRecord({ id: 'k2' }), privateKey(2)), {
      code: 'STORAGE_SIGNING_KEY_EXISTS',
    })
    await assert.rejects(keys.add(signingKeyRecord({ state: 'available' }), privateKey(2)), {
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

export interface OpenedKeys {
  readonly keys: SigningKeyRepository
  readonly evidence: KeyEvidenceRepository
}

function keyEvidence(changes: Partial<KeyEvidence> = {}): KeyEvidence {
  return {
    id: 'e1',
    keyId: 'k1',
    applicationId: 'm365',
    domainName: 'corp.example.com',
    issuerUri: 'https://sts.example.com/applications/m365',
    held: 'next',
    statement: 'SigningCertificate A1, NextSigningCertificate B2',
    takenAt: new Date('2026-03-01T00:00:00.001Z'),
    recordedAt: new Date('2026-03-01T00:05:00.002Z'),
    recordedBy: 'Ada',
    ...changes,
  }
}

export function keyEvidenceSuite(label: string, open: () => Promise<OpenedKeys>): void {
  test(`${label}: comes back as it was, the oldest look at Entra first, only of the keys that are asked for`, async () => {
    const { evidence } = await open()
    const later = keyEvidence({ id: 'e2', held: 'no', takenAt: new Date('2026-03-02T00:00:00Z') })
    const earlier = keyEvidence({ id: 'e3', held: 'current', takenAt: new Date('2026-02-01T00:00:00Z') })
    await evidence.add([keyEvidence(), later, keyEvidence({ id: 'e4', keyId: 'k2', held: 'override' })])
    await evidence.add([earlier])
    assert.deepEqual(await evidence.list(['k1']), [earlier, keyEvidence(), later])
    assert.deepEqual([(await evidence.list(['k2', 'k1'])).length, await evidence.list([])], [4, []])
    await evidence.add([])
  })

  test(`${label}: goes with its key`, async () => {
    const { keys, evidence } = await open()
    await keys.add(signingKeyRecord({ state: 'retired' }), privateKey(1))
    await evidence.add([keyEvidence(), keyEvidence({ id: 'e2', keyId: 'k2' })])
    await keys.remove('k1', ['retired'])
    assert.deepEqual(
      (await evidence.list(['k1', 'k2'])).map(({ id }) => id),
      ['e2'],
    )
  })
}
