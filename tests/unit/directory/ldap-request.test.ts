import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bindRequest, searchRequest, startTlsRequest } from '../../../src/directory/ldap-request.ts'
import { filter } from '../../../src/protocol/ldap/ldap-filter.ts'
import { Secret } from '../../../src/secret.ts'

const search = { base: 'DC=corp', scope: 'sub', attributes: ['cn'], sizeLimit: 2, timeLimitSeconds: 10 } as const

test('request: bytes of a filter are sent as those bytes, above 127 too [RFC4511 §4.5.1]', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (value) => {
      const sent = searchRequest(2, { ...search, filter: filter`(objectSid=${value})` })
      // equalityMatch: attribute, then the value with its length before it.
      const expected = Buffer.concat([Buffer.from('objectSid'), Buffer.from([0x04, value.length]), value])
      assert.ok(sent.includes(expected))
    }),
  )
})

test('request: every kind of filter can be sent; parts that are not text cannot', () => {
  for (const text of ['(a=*)', '(a=b*c*d)', '(!(a>=1))', '(|(a<=1)(a~=b))', '(a:1.2.3:=4)', '(&(a=\\ff)(b=c))'])
    assert.ok(searchRequest(2, { ...search, filter: text }).length > 0)
  for (const text of ['(a=\\ff*)', '(a>=\\ff)', '(a:1.2.3:=\\ff)'])
    assert.throws(() => searchRequest(2, { ...search, filter: text }), { code: 'DIRECTORY_FILTER_UNSUPPORTED' })
})

test('request: the known bytes of a simple bind and of StartTLS [RFC4511 §4.2, §4.14]', () => {
  assert.equal(bindRequest(1, 'cn=a', new Secret('pw')).toString('hex'), '3012020101600d0201030404636e3d6180027077')
  assert.equal(
    startTlsRequest(1).toString('hex'),
    `301d02010177188016${Buffer.from('1.3.6.1.4.1.1466.20037').toString('hex')}`,
  )
})
