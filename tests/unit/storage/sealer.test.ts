import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { Secret } from '../../../src/secret.ts'
import { createSealer } from '../../../src/storage/sealer.ts'
import { countedRandomness } from '../../fakes/counted-randomness.ts'

const key = (id: string, fill: number) => ({ id, key: new Secret(new Uint8Array(32).fill(fill)) })
const sealer = createSealer([key('a', 1)], countedRandomness())
const plain = new Uint8Array(Buffer.from('a password'))

test('what was sealed opens under its own name, for any bytes', () => {
  fc.assert(
    fc.property(fc.string(), fc.uint8Array(), (name, bytes) =>
      assert.deepEqual(sealer.open(name, sealer.seal(name, bytes)), Uint8Array.from(bytes)),
    ),
  )
})

test('a sealed value put in the place of another does not open', () => {
  const sealed = sealer.seal('gateways/a/bindPassword', plain)
  assert.throws(() => sealer.open('gateways/b/bindPassword', sealed), { code: 'STORAGE_SECRET_UNREADABLE' })
})

test('any changed character breaks the seal', () => {
  const sealed = sealer.seal('a', plain)
  for (let index = 0; index < sealed.length; index++) {
    const other = sealed[index] === 'A' ? 'B' : 'A'
    const changed = sealed.slice(0, index) + other + sealed.slice(index + 1)
    // The last character of base64 may hold bits that are not read: then nothing was changed.
    if (
      Buffer.from(changed.split('.')[3] ?? '', 'base64url').equals(Buffer.from(sealed.split('.')[3] ?? '', 'base64url'))
    )
      if (changed.split('.').slice(0, 3).join() === sealed.split('.').slice(0, 3).join()) continue
    assert.throws(() => sealer.open('a', changed), { code: 'STORAGE_SECRET_UNREADABLE' }, changed)
  }
})

test('cut and odd values are refused by name', () => {
  const sealed = sealer.seal('a', plain)
  for (const odd of ['', 'v1', 'v1.a', 'v1.a.AAAA', 'v1.a..', 'v1.a.AAAA.AAAA', sealed.slice(0, -20), `${sealed}.x`])
    assert.throws(() => sealer.open('a', odd), { code: 'STORAGE_SECRET_UNREADABLE' }, odd)
})

test('two seals of one value differ [SP800-38D §8.2.2]', () => {
  assert.notEqual(sealer.seal('a', plain), sealer.seal('a', plain))
})

test('after a new key stands first, the old one still opens and the new one seals', () => {
  const sealed = sealer.seal('a', plain)
  const rotated = createSealer([key('b', 2), key('a', 1)], countedRandomness('other'))
  assert.deepEqual(rotated.open('a', sealed), plain)
  assert.match(rotated.seal('a', plain), /^v1\.b\./)
})

test('a value of a key that is not here says which key', () => {
  const sealed = createSealer([key('b', 2)], countedRandomness()).seal('a', plain)
  assert.throws(() => sealer.open('a', sealed), { code: 'STORAGE_SECRET_UNREADABLE', message: /data key b,/ })
})

test('neither the key nor the plain text is in an error or a print of the sealer', () => {
  const sealed = sealer.seal('name', plain)
  try {
    sealer.open('other', sealed)
    assert.fail('must not open')
  } catch (error) {
    const printed = inspect([error, sealer], { depth: 10, showHidden: true })
    assert.ok(!printed.includes('a password') && !printed.includes('1, 1, 1, 1'))
  }
})
