import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addKeySets,
  isSameKeys,
  type KeySet,
  keySetsFromEntries,
  keytabEntries,
  retainedKeySets,
} from '../../../src/directory/kerberos-key-sets.ts'
import { parseKeytab, serializeKeytab } from '../../../src/protocol/kerberos/keytab.ts'
import { Secret } from '../../../src/secret.ts'

const principal = { components: ['svc'], kerberosRealm: 'CORP.EXAMPLE.TEST' }

function keySet(keyVersion: number, activatedAt: number, seed = keyVersion): KeySet {
  const keys = [18, 17].map((encryptionType) => ({
    encryptionType,
    key: new Secret(Uint8Array.from({ length: encryptionType === 18 ? 32 : 16 }, () => seed)),
  }))
  return { principal, keyVersion, activatedAt, keys }
}

const versions = (sets: readonly KeySet[]): number[] => sets.map(({ keyVersion }) => keyVersion)

test('key sets: a new set comes first, the same keys stay what they are', () => {
  const held = addKeySets([keySet(2, 100)], [keySet(3, 200)])
  assert.deepEqual(versions(held), [3, 2])
  const again = addKeySets(held, [keySet(3, 300)])
  assert.deepEqual(
    again.map(({ keyVersion, activatedAt }) => [keyVersion, activatedAt]),
    [
      [3, 200],
      [2, 100],
    ],
  )
})

test('key sets: the same keys under a new version, and old keys that come back', () => {
  const renumbered = addKeySets([keySet(2, 100, 7)], [keySet(5, 200, 7)])
  assert.deepEqual(
    renumbered.map(({ keyVersion, activatedAt }) => [keyVersion, activatedAt]),
    [[5, 100]],
  )
  const back = addKeySets([keySet(3, 200), keySet(2, 100)], [keySet(4, 300, 2)])
  assert.deepEqual(versions(back), [4, 3])
})

test('key sets: a replaced set is kept so many minutes after it was replaced, and no longer', () => {
  const sets = [keySet(4, 10_000), keySet(3, 5_000), keySet(2, 1_000)]
  const kept = (now: number, minutes: number) => versions(retainedKeySets(sets, now, minutes))
  assert.deepEqual(kept(10_000, 610), [4, 3, 2])
  assert.deepEqual(kept(5_000 + 610 * 60 - 1, 610), [4, 3, 2])
  assert.deepEqual(kept(5_000 + 610 * 60, 610), [4, 3])
  assert.deepEqual(kept(10_000 + 610 * 60, 610), [4])
  assert.deepEqual(kept(10_000, 0), [4])
  assert.deepEqual(kept(1e12, 610), [4])
})

test('key sets: five replaced ones at most', () => {
  const sets = [9, 8, 7, 6, 5, 4, 3, 2].map((version) => keySet(version, version))
  assert.deepEqual(versions(retainedKeySets(sets, 10, 610)), [9, 8, 7, 6, 5, 4])
})

test('key sets: sameness is of types and bytes', () => {
  assert.equal(isSameKeys(keySet(1, 1, 5), keySet(2, 2, 5)), true)
  assert.equal(isSameKeys(keySet(1, 1, 5), keySet(1, 1, 6)), false)
  const one = keySet(1, 1)
  assert.equal(isSameKeys(one, { ...one, keys: one.keys.slice(1) }), false)
  assert.equal(isSameKeys(one, { ...one, keys: one.keys.map((key) => ({ ...key, encryptionType: 23 })) }), false)
})

test('key sets: through a keytab and back, newest first', () => {
  const sets = [keySet(3, 200), keySet(2, 100)]
  const back = keySetsFromEntries(parseKeytab(serializeKeytab(keytabEntries(sets))))
  assert.equal(back.length, 2)
  for (const [index, set] of back.entries()) {
    const original = sets[index]
    assert.ok(original && isSameKeys(set, original))
    assert.deepEqual({ ...set, keys: [] }, { ...original, keys: [] })
  }
})
