import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closestName } from '../../../src/config/closest-name.ts'

const names = ['bindPassword', 'bindDN', 'connectionSecurity', 'id', 'TLS', 'StartTLS', 'None']

test('what was probably meant', () => {
  const cases = [
    ['bindPasword', 'bindPassword'],
    ['bind_password', 'bindPassword'],
    ['bindpassword', 'bindPassword'],
    ['bidnDN', 'bindDN'],
    ['conectionSecurty', 'connectionSecurity'],
    ['tls', 'TLS'],
    ['start-tls', 'StartTLS'],
    ['none', 'None'],
    ['connection', 'connectionSecurity'],
  ] as const
  for (const [given, meant] of cases) assert.equal(closestName(given, names), meant, given)
})

test('nothing, where it would be a guess', () => {
  for (const given of ['', 'pass', 'xyz', 'x'.repeat(10_000)]) assert.equal(closestName(given, names), undefined, given)
  assert.equal(closestName('x', []), undefined)
})
