import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { IdpError } from '../../../../src/errors.ts'
import { findMessageLength, maxMessageBytes, parseLdapResponse } from '../../../../src/protocol/ldap/ldap-response.ts'
import {
  bindResult,
  element,
  extendedResult,
  message,
  searchDone,
  searchEntry,
  searchReference,
} from '../../../fakes/ldap-stand-in.ts'

const octets = (text: string) => element(0x04, text)

test('LDAP: an entry, its attributes as bytes [RFC4511 §4.5.2]', () => {
  const guid = Uint8Array.from({ length: 16 }, (_, index) => 0xf0 + index)
  const bytes = searchEntry(2, 'CN=Lučić,DC=corp', { objectGUID: [guid], member: ['CN=a', 'CN=b'], empty: [] })
  const parsed = parseLdapResponse(bytes)
  assert.ok(parsed.kind === 'entry')
  assert.equal(parsed.messageId, 2)
  assert.equal(parsed.dn, 'CN=Lučić,DC=corp')
  assert.deepEqual(
    parsed.attributes.map(({ type, values }) => [type, values.map((value) => Buffer.from(value).toString('hex'))]),
    [
      ['objectGUID', [Buffer.from(guid).toString('hex')]],
      ['member', [Buffer.from('CN=a').toString('hex'), Buffer.from('CN=b').toString('hex')]],
      ['empty', []],
    ],
  )
})

test('LDAP: results with their code, text and referrals [RFC4511 §4.1.9]', () => {
  assert.deepEqual(parseLdapResponse(searchDone(3, 10, { diagnostic: 'ref', referrals: ['ldap://b/', 'ldap://c/'] })), {
    kind: 'result',
    messageId: 3,
    operation: 'search',
    resultCode: 10,
    diagnosticMessage: 'ref',
    referrals: ['ldap://b/', 'ldap://c/'],
  })
  const bind = parseLdapResponse(bindResult(1, 49, { diagnostic: 'data 52e' }))
  assert.ok(bind.kind === 'result' && bind.operation === 'bind' && bind.resultCode === 49)
  assert.equal(parseLdapResponse(extendedResult(0, 52)).messageId, 0)
  assert.deepEqual(parseLdapResponse(searchReference(4, 'ldap://d/DC=d')), {
    kind: 'reference',
    messageId: 4,
    uris: ['ldap://d/DC=d'],
  })
})

test('LDAP: the length of a message is known from its header, in every form of length [RFC4511 §5.1]', () => {
  assert.equal(findMessageLength(new Uint8Array()), undefined)
  assert.equal(findMessageLength(new Uint8Array([0x30])), undefined)
  assert.equal(findMessageLength(new Uint8Array([0x30, 0x05])), 7)
  assert.equal(findMessageLength(new Uint8Array([0x30, 0x82, 0x01])), undefined)
  assert.equal(findMessageLength(new Uint8Array([0x30, 0x82, 0x01, 0x00])), 260)
  assert.equal(findMessageLength(new Uint8Array([0x30, 0x84, 0, 0, 1, 0])), 262)
})

test('LDAP: what is no message, or too long a one, is refused by name', () => {
  for (const bytes of [[0x15], [0x48, 0x54, 0x54, 0x50], [0x30, 0x80], [0x30, 0x85, 0, 0, 0, 0, 1], [0x30, 0xff]])
    assert.throws(() => findMessageLength(new Uint8Array(bytes)), { code: 'LDAP_RESPONSE_INVALID' })
  const long = Buffer.alloc(6)
  long.writeUInt16BE(0x3084, 0)
  long.writeUInt32BE(maxMessageBytes, 2)
  assert.throws(() => findMessageLength(long), { code: 'LDAP_RESPONSE_INVALID' })
})

/** Each differs from a valid message in one place. */
const malformed: Readonly<Record<string, Uint8Array>> = {
  'no operation': message(1),
  'an operation we never ask for': message(
    1,
    element(0x6b, element(0x0a, new Uint8Array([0])), octets(''), octets('')),
  ),
  'a message id that is no number': element(0x30, octets('1'), element(0x64, octets(''), element(0x30))),
  'a negative message id': element(
    0x30,
    element(0x02, new Uint8Array([0x80])),
    element(0x64, octets(''), element(0x30)),
  ),
  'a message id of five bytes': element(0x30, element(0x02, new Uint8Array([0, 0, 0, 0, 1])), element(0x65)),
  'an entry without attributes': message(1, element(0x64, octets('CN=a'))),
  'an entry with more than attributes': message(1, element(0x64, octets('CN=a'), element(0x30), octets('x'))),
  'text where the attributes belong': message(1, element(0x64, octets('CN=a'), octets('\x30\x84\xff\xff\xff\xff'))),
  'text where an attribute belongs': message(1, element(0x64, octets('CN=a'), element(0x30, octets('cn')))),
  'an attribute without values': message(1, element(0x64, octets('CN=a'), element(0x30, element(0x30, octets('cn'))))),
  'a value that is no octet string': message(
    1,
    element(0x64, octets('CN=a'), element(0x30, element(0x30, octets('cn'), element(0x31, element(0x02, 'x'))))),
  ),
  'a result without text': message(1, element(0x65, element(0x0a, new Uint8Array([0])))),
  'a result code that is no enumeration': message(1, element(0x65, element(0x02, 'x'), octets(''), octets(''))),
  'a length past the end': Buffer.from('300c02010164070400300404ff', 'hex'),
  'a long tag': Buffer.from('30061f8101000000', 'hex'),
  'something after the message': Buffer.concat([bindResult(1), new Uint8Array([0])]),
  'something after the controls': message(1, element(0x65), element(0xa0), element(0xa0)),
  'something other than controls': message(1, element(0x65), element(0x04)),
}

for (const [what, bytes] of Object.entries(malformed))
  test(`LDAP: ${what} is refused`, () => {
    assert.throws(() => parseLdapResponse(bytes), { code: 'LDAP_RESPONSE_INVALID' })
  })

test('LDAP: a message with one byte changed is read or refused, at once and without growing', () => {
  const valid = [
    searchEntry(2, 'CN=WS01,DC=corp', { objectSid: [new Uint8Array(28)], cn: ['WS01'] }),
    bindResult(1, 49, { diagnostic: 'AcceptSecurityContext error, data 52e' }),
    searchDone(3, 10, { referrals: ['ldap://dc2/'] }),
  ]
  fc.assert(
    fc.property(fc.constantFrom(...valid), fc.nat(), fc.nat({ max: 255 }), (bytes, at, byte) => {
      const changed = Uint8Array.from(bytes)
      changed[at % changed.length] = byte
      try {
        parseLdapResponse(changed)
      } catch (error) {
        assert.ok(error instanceof IdpError && error.code === 'LDAP_RESPONSE_INVALID')
      }
    }),
    { numRuns: 2000 },
  )
})
