import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { IdpError } from '../../../../src/errors.ts'
import { parseLdapFilter } from '../../../../src/protocol/ldap/parse-ldap-filter.ts'

const bytes = (text: string) => new Uint8Array(Buffer.from(text))

test('filter: the examples of the specification [RFC4515 §4]', () => {
  assert.deepEqual(parseLdapFilter('(cn=Babs Jensen)'), { kind: 'equal', attribute: 'cn', value: bytes('Babs Jensen') })
  assert.deepEqual(parseLdapFilter('(!(cn=Tim Howes))'), {
    kind: 'not',
    filter: { kind: 'equal', attribute: 'cn', value: bytes('Tim Howes') },
  })
  assert.deepEqual(parseLdapFilter('(&(objectClass=Person)(|(sn=Jensen)(cn=Babs J*)))'), {
    kind: 'and',
    filters: [
      { kind: 'equal', attribute: 'objectClass', value: bytes('Person') },
      {
        kind: 'or',
        filters: [
          { kind: 'equal', attribute: 'sn', value: bytes('Jensen') },
          { kind: 'substrings', attribute: 'cn', initial: bytes('Babs J'), any: [], final: undefined },
        ],
      },
    ],
  })
  assert.deepEqual(parseLdapFilter('(o=univ*of*mich*)'), {
    kind: 'substrings',
    attribute: 'o',
    initial: bytes('univ'),
    any: [bytes('of'), bytes('mich')],
    final: undefined,
  })
  assert.deepEqual(parseLdapFilter('(seeAlso=)'), { kind: 'equal', attribute: 'seeAlso', value: bytes('') })
  assert.deepEqual(parseLdapFilter('(cn:caseExactMatch:=Fred Flintstone)'), {
    kind: 'extensible',
    attribute: 'cn',
    rule: 'caseExactMatch',
    dnAttributes: false,
    value: bytes('Fred Flintstone'),
  })
  assert.deepEqual(parseLdapFilter('(sn:dn:2.4.6.8.10:=Barney Rubble)'), {
    kind: 'extensible',
    attribute: 'sn',
    rule: '2.4.6.8.10',
    dnAttributes: true,
    value: bytes('Barney Rubble'),
  })
  assert.deepEqual(parseLdapFilter('(:DN:2.4.6.8.10:=Dino)'), {
    kind: 'extensible',
    attribute: undefined,
    rule: '2.4.6.8.10',
    dnAttributes: true,
    value: bytes('Dino'),
  })
  assert.deepEqual(parseLdapFilter('(o=Parens R Us \\28for all your parenthetical needs\\29)'), {
    kind: 'equal',
    attribute: 'o',
    value: bytes('Parens R Us (for all your parenthetical needs)'),
  })
  assert.deepEqual(parseLdapFilter('(bin=\\00\\00\\00\\04)'), {
    kind: 'equal',
    attribute: 'bin',
    value: new Uint8Array([0, 0, 0, 4]),
  })
  assert.deepEqual(parseLdapFilter('(sn=Lu\\c4\\8di\\c4\\87)'), {
    kind: 'equal',
    attribute: 'sn',
    value: bytes('Lučić'),
  })
})

test("filter: AD's own: presence, ranges, bit rules, options, bytes above 127", () => {
  assert.deepEqual(parseLdapFilter('(mS-DS-ConsistencyGuid=*)'), {
    kind: 'present',
    attribute: 'mS-DS-ConsistencyGuid',
  })
  assert.deepEqual(parseLdapFilter('(pwdLastSet>=1)'), { kind: 'atLeast', attribute: 'pwdLastSet', value: bytes('1') })
  assert.deepEqual(parseLdapFilter('(a<=b)'), { kind: 'atMost', attribute: 'a', value: bytes('b') })
  assert.deepEqual(parseLdapFilter('(a~=b)'), { kind: 'approximately', attribute: 'a', value: bytes('b') })
  assert.deepEqual(parseLdapFilter('(userAccountControl:1.2.840.113556.1.4.803:=2)'), {
    kind: 'extensible',
    attribute: 'userAccountControl',
    rule: '1.2.840.113556.1.4.803',
    dnAttributes: false,
    value: bytes('2'),
  })
  assert.deepEqual(parseLdapFilter('(userCertificate;binary=\\ff\\80)'), {
    kind: 'equal',
    attribute: 'userCertificate;binary',
    value: new Uint8Array([0xff, 0x80]),
  })
})

test('filter: anything else is refused with its column [RFC4515 §3]', () => {
  for (const [text, column] of [
    ['', 1],
    ['cn=a', 1],
    ['(cn=a', 6],
    ['(cn=a))', 7],
    ['(&)', 3],
    ['(cn)', 2],
    ['(cn=a**b)', 9],
    ['(cn=\\zz)', 5],
    ['(cn=a\\)', 6],
    ['(cn=a(b)', 6],
    ['(cn=\0)', 5],
    ['(=a)', 2],
    ['(:=a)', 4],
    ['(!cn=a)', 3],
    [`${'(!'.repeat(33)}(a=b)${')'.repeat(33)}`, 65],
    [`(cn=${'a'.repeat(16_384)})`, 1],
  ] as const)
    assert.throws(
      () => parseLdapFilter(text),
      (error) => error instanceof IdpError && error.code === 'LDAP_FILTER_INVALID' && error.facts.column === column,
      text.slice(0, 40),
    )
})

test('filter: whatever the text, a tree or LDAP_FILTER_INVALID', () => {
  const pieces = fc.constantFrom(
    '(',
    ')',
    '&',
    '|',
    '!',
    '*',
    '=',
    ':=',
    ':dn',
    '\\2a',
    '\\',
    'cn',
    '>=',
    'é',
    ' ',
    '1.2',
  )
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      try {
        parseLdapFilter(parts.join(''))
      } catch (error) {
        assert.ok(error instanceof IdpError && error.code === 'LDAP_FILTER_INVALID')
      }
    }),
  )
})
