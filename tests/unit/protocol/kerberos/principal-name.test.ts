import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parsePrincipalName, serializePrincipalName } from '../../../../src/protocol/kerberos/principal-name.ts'

const kerberosRealm = 'CORP.EXAMPLE.TEST'

test('principal name: components and realm, escapes undone [RFC1964 §2.1.1]', () => {
  const known: readonly (readonly [string, readonly string[]])[] = [
    ['WS01$', ['WS01$']],
    ['HTTP/sts.corp.example.test', ['HTTP', 'sts.corp.example.test']],
    ['WS01$\\@CORP.EXAMPLE.TEST', ['WS01$@CORP.EXAMPLE.TEST']],
    ['a\\/b/c\\\\d', ['a/b', 'c\\d']],
    ['tab\\tnew\\nback\\bzero\\0', ['tab\tnew\nback\bzero\0']],
    ['Zürich', ['Zürich']],
  ]
  for (const [text, components] of known)
    assert.deepEqual(parsePrincipalName(`${text}@${kerberosRealm}`), { components, kerberosRealm })
})

test('principal name: a slash in the realm belongs to the realm', () => {
  assert.deepEqual(parsePrincipalName('alice@A/B'), { components: ['alice'], kerberosRealm: 'A/B' })
})

test('principal name: names without realm, with two realms or with empty parts are refused', () => {
  for (const text of ['', '@', 'alice', 'alice@', '@R', 'alice@A@B', 'a//b@R', '/a@R', 'alice@R\\', 'alice\\@R'])
    assert.throws(() => parsePrincipalName(text), { code: 'KERBEROS_PRINCIPAL_INVALID' }, text)
})

test('principal name: value -> text -> value is the same', () => {
  const part = fc.string({
    minLength: 1,
    maxLength: 12,
    unit: fc.constantFrom('a', 'Z', '$', '/', '@', '\\', '\n', '\t', '\b', '\0', 'ü', 'n', '0'),
  })
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), part, (components, realm) => {
      const name = { components, kerberosRealm: realm }
      assert.deepEqual(parsePrincipalName(serializePrincipalName(name)), name)
    }),
  )
})
