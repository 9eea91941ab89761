import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { IdpError } from '../../../../src/errors.ts'
import {
  type DistinguishedName,
  domainOfDn,
  isUnder,
  parseDn,
  serializeDn,
} from '../../../../src/protocol/ldap/distinguished-name.ts'

const text = (type: string, value: string) => ({ type, kind: 'text', value }) as const

test('DN: the examples of the specification [RFC4514 §4]', () => {
  assert.deepEqual(parseDn('UID=jsmith,DC=example,DC=net'), [
    [text('uid', 'jsmith')],
    [text('dc', 'example')],
    [text('dc', 'net')],
  ])
  assert.deepEqual(parseDn('OU=Sales+CN=J.  Smith,DC=example')[0], [text('ou', 'Sales'), text('cn', 'J.  Smith')])
  assert.deepEqual(parseDn('CN=James \\"Jim\\" Smith\\, III')[0], [text('cn', 'James "Jim" Smith, III')])
  assert.deepEqual(parseDn('CN=Before\\0dAfter')[0], [text('cn', 'Before\rAfter')])
  assert.deepEqual(parseDn('1.3.6.1.4.1.1466.0=#04024869')[0], [
    { type: '1.3.6.1.4.1.1466.0', kind: 'hex', value: '04024869' },
  ])
  assert.deepEqual(parseDn('CN=Lu\\C4\\8Di\\C4\\87')[0], [text('cn', 'Lučić')])
})

test('DN: blanks around the parts are not part of them; escaped ones are [RFC4514 §3]', () => {
  assert.deepEqual(parseDn('CN = WS01 , OU= Devices'), [[text('cn', 'WS01')], [text('ou', 'Devices')]])
  assert.deepEqual(parseDn('CN=\\ a\\ ,OU=b'), [[text('cn', ' a ')], [text('ou', 'b')]])
  assert.deepEqual(parseDn(''), [])
})

test('DN: an entry lies under a base by its parsed names, not by the end of its text', () => {
  const base = 'OU=Devices,DC=corp,DC=example,DC=test'
  for (const dn of [
    'CN=WS01,OU=Devices,DC=corp,DC=example,DC=test',
    'cn=ws01,ou=devices,dc=CORP,dc=Example,dc=test',
    'CN=WS01,OU=Sub,OU=Devices, DC=corp, DC=example, DC=test',
    'CN=a\\,b\\+c\\"d,OU=Devices,DC=corp,DC=example,DC=test',
    'CN=WS01,2.5.4.11=Devices,DC=corp,DC=example,DC=test',
    base,
  ])
    assert.equal(isUnder(dn, base), true, dn)
  for (const dn of [
    'CN=WS01,OU=OtherDevices,DC=corp,DC=example,DC=test',
    'CN=WS01\\,OU=Devices,DC=corp,DC=example,DC=test',
    'CN=x\\,OU\\=Devices\\,DC\\=corp\\,DC\\=example\\,DC\\=test,OU=Users,DC=corp,DC=example,DC=test',
    'CN=WS01,OU=Devices,DC=corp,DC=example,DC=test2',
    'DC=corp,DC=example,DC=test',
    'CN=WS01,OU=Devices+L=x,DC=corp,DC=example,DC=test',
    'CN=WS01,OU=#0407446576696365,DC=corp,DC=example,DC=test',
  ])
    assert.equal(isUnder(dn, base), false, dn)
})

test('DN: the domain is the DC end of a name', () => {
  assert.equal(domainOfDn('OU=Devices,DC=corp,DC=example,DC=test'), 'dc=corp,dc=example,dc=test')
  assert.equal(domainOfDn('DC=a,OU=x,DC=corp'), 'dc=corp')
  assert.equal(domainOfDn('OU=Devices,O=corp'), '')
  assert.equal(domainOfDn('DC=corp'), 'dc=corp')
})

test('DN: anything else is refused with its column [RFC4514 §3]', () => {
  for (const dn of [
    'x',
    'CN',
    '=a',
    'CN=a,',
    ',CN=a',
    'CN=a,,OU=b',
    'CN=a\\',
    'CN=a\\x',
    'CN="a"',
    'CN=a<b',
    'CN=#4',
    'CN=#zz',
    'CN=\\ff',
    'CN=a+',
    'C N=a',
    'CN=a\0',
  ])
    assert.throws(() => parseDn(dn), { code: 'LDAP_DN_INVALID' }, dn)
})

test('DN: parse(serialize(x)) = x', () => {
  const value = fc
    .tuple(fc.constantFrom('cn', 'ou', 'dc', '2.5.4.3'), fc.string({ unit: 'grapheme' }))
    .map(([type, content]) => text(type, content))
  const name = fc.array(fc.array(value, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(name, (names: DistinguishedName) => {
      assert.deepEqual(parseDn(serializeDn(names)), names)
      assert.equal(isUnder(serializeDn(names), serializeDn(names.slice(1))), true)
    }),
  )
})

test('DN: whatever the text, names or LDAP_DN_INVALID', () => {
  const pieces = fc.constantFrom('CN', '=', ',', '+', '\\', '"', '#', ';', ' ', 'a', '2c', 'é', '\0', '1.2')
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      try {
        parseDn(parts.join(''))
      } catch (error) {
        assert.ok(error instanceof IdpError && error.code === 'LDAP_DN_INVALID')
      }
    }),
  )
})
