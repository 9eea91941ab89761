import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sidToBytes } from '../../../../src/protocol/ad/sid.ts'
import {
  checkFilterPattern,
  escapeFilterValue,
  filter,
  filterFromPattern,
} from '../../../../src/protocol/ldap/ldap-filter.ts'
import { parseLdapFilter } from '../../../../src/protocol/ldap/parse-ldap-filter.ts'

const devicePattern = '(&(objectClass=computer)(sAMAccountName=${identifier}))'

test('filter: the characters with a meaning are escaped, bytes are written as hexadecimal pairs [RFC4515 §3]', () => {
  assert.equal(filter`(cn=${'a*b(c)d\\e\0f'})`, '(cn=a\\2ab\\28c\\29d\\5ce\\00f)')
  assert.equal(filter`(cn=${'Lučić'})`, '(cn=Lučić)')
  assert.equal(
    filter`(objectSid=${sidToBytes('S-1-5-18')})`,
    '(objectSid=\\01\\01\\00\\00\\00\\00\\00\\05\\12\\00\\00\\00)',
  )
  assert.equal(filter`(&${{ filter: filter`(a=${'('})` }}(b=1))`, '(&(a=\\28)(b=1))')
})

test('filter: any value comes back from the filter as the same text, and never as structure [RFC4515 §3]', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const tree = parseLdapFilter(filter`(cn=${value})`)
      assert.ok(tree.kind === 'equal' && tree.attribute === 'cn')
      assert.equal(Buffer.from(tree.value).toString('utf8'), value)
    }),
  )
})

test('filter: any bytes come back from the filter as the same bytes [RFC4515 §3]', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (value) => {
      const tree = parseLdapFilter(filter`(objectGUID=${value})`)
      assert.deepEqual(tree, { kind: 'equal', attribute: 'objectGUID', value })
    }),
  )
})

test('filter pattern: a hostile identifier changes one value and nothing else', () => {
  const shape = (identifier: string) =>
    JSON.stringify(parseLdapFilter(filterFromPattern(devicePattern, identifier)), (key, value) =>
      key === 'value' ? '' : value,
    )
  const expected = shape('WS01$')
  for (const identifier of [
    '*',
    '*)(objectClass=*',
    ')(|(cn=*)',
    '\\2a',
    '${identifier}',
    '\0',
    '',
    'a\r\nb',
    '(',
    '))))',
  ])
    assert.equal(shape(identifier), expected, identifier)
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (identifier) => assert.equal(shape(identifier), expected)))
})

test('filter pattern: `$` in an identifier is no replacement pattern', () => {
  assert.equal(filterFromPattern('(a=${identifier})(b=c)'.slice(0, 17), "$&$'$`$$"), "(a=$&$'$`$$)")
})

test('filter pattern: the identifier stands only where a value stands', () => {
  for (const pattern of ['(${identifier})', '(${identifier}=x)', '${identifier}', '(cn=a', '(a:${identifier}:=b)', ''])
    assert.throws(() => checkFilterPattern(pattern), { code: 'LDAP_FILTER_INVALID' }, pattern)
  assert.throws(() => filterFromPattern('(${identifier})', 'cn=x'), { code: 'LDAP_FILTER_INVALID' })
  checkFilterPattern(
    '(&(objectClass=user)(objectCategory=person)(|(sAMAccountName=${identifier})(mail=${identifier})(userPrincipalName=${identifier})))',
  )
})

test('filter: text that is not well-formed is refused, not replaced', () => {
  assert.throws(() => escapeFilterValue('a\ud800'), { code: 'LDAP_VALUE_INVALID' })
})
