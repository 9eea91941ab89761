import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findRawPath, pathText, valueAt } from '../../../src/config/setting-path.ts'

const document = {
  gateways: [
    { id: 'ad', userTypes: [{ id: 'users' }, { id: 'devices', mappings: [{ name: 'name.given' }, { name: 'x' }] }] },
    { id: '0', servers: ['a', 'b'] },
    { id: 'twice' },
    { id: 'twice' },
    { id: 'a/b' },
  ],
  networks: { ranges: ['10.0.0.0/8'] },
}

test('entries are named by id or name; by their place where that could mislead', () => {
  assert.equal(pathText(document, ['gateways', 0, 'userTypes', 1]), 'gateways/ad/userTypes/devices')
  const given = ['gateways', 0, 'userTypes', 1, 'mappings', 0, 'name']
  assert.equal(pathText(document, given), 'gateways/ad/userTypes/devices/mappings/name.given/name')
  assert.equal(pathText(document, ['gateways', 1, 'servers', 1]), 'gateways/1/servers/1')
  assert.equal(pathText(document, ['gateways', 3, 'id']), 'gateways/3/id')
  assert.equal(pathText(document, ['gateways', 4]), 'gateways/4')
  assert.equal(pathText(document, []), '')
})

test('a path goes on where the document ends', () => {
  assert.equal(pathText(document, ['networks', 'none', 0, 'x']), 'networks/none/0/x')
})

test('a readable path leads back to its place, by name or by place', () => {
  assert.deepEqual(findRawPath(document, 'gateways/ad/userTypes/devices'), ['gateways', 0, 'userTypes', 1])
  assert.deepEqual(findRawPath(document, 'gateways/1/servers/0'), ['gateways', 1, 'servers', 0])
  assert.deepEqual(findRawPath(document, 'networks/ranges/0'), ['networks', 'ranges', 0])
  assert.deepEqual(findRawPath(document, ''), [])
  for (const path of [
    'x',
    'gateways/none',
    'gateways/9',
    'networks/ranges/0/length',
    '__proto__',
    'gateways/constructor',
  ])
    assert.equal(findRawPath(document, path), undefined, path)
})

test('any entry of any document is found again by its readable path', () => {
  const entry = fc.record({
    id: fc.constantFrom('a', 'b', '1', 'c/d', ''),
    list: fc.array(fc.record({ name: fc.string() })),
  })
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1 }), fc.nat(), (entries, at) => {
      const place = at % entries.length
      const whole = { entries }
      const raw = findRawPath(whole, pathText(whole, ['entries', place]))
      assert.ok(raw)
      assert.equal(valueAt(whole, raw), entries[place])
    }),
  )
})
