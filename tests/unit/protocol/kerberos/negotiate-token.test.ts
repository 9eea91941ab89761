import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { IdpError } from '../../../../src/errors.ts'
import { parseApReqOutline } from '../../../../src/protocol/kerberos/ap-req-outline.ts'
import { contextTag, derTags, parseDerElement, parseDerFields } from '../../../../src/protocol/kerberos/der.ts'
import { parseNegotiateToken, serializeNegotiateReply } from '../../../../src/protocol/kerberos/negotiate-token.ts'
import { mechanismOids } from '../../../../src/protocol/names/kerberos.ts'
import { readFixtures } from '../../../fixtures/kerberos/read-fixtures.ts'

const fixtures = readFixtures('negotiate')

/** What a fixture's header says, read from its bytes. */
function readToken(bytes: Uint8Array): Record<string, unknown> {
  try {
    const { mechanism, offered, mechanismToken } = parseNegotiateToken(bytes)
    const read = { mechanism: mechanism ?? null, offered }
    if (mechanism !== 'kerberos' || mechanismToken === undefined) return read
    return { ...read, ticket: parseApReqOutline(mechanismToken) }
  } catch (error) {
    if (error instanceof IdpError) return { code: error.code }
    throw error
  }
}

for (const { name, expect, bytes } of fixtures) {
  test(`Negotiate token: ${name} reads as its header says [RFC4178 §4.2]`, () => {
    assert.deepEqual(readToken(bytes), expect)
  })
}

test('Negotiate token: every mutation of a real one is read or refused by name, quickly', () => {
  const real = fixtures.filter(({ name }) => !name.startsWith('hostile')).map(({ bytes }) => bytes)
  const mutation = fc.record({
    bytes: fc.constantFrom(...real),
    at: fc.nat(1500),
    octet: fc.nat(255),
    cut: fc.option(fc.nat(1500), { nil: undefined }),
  })
  fc.assert(
    fc.property(mutation, ({ bytes, at, octet, cut }) => {
      const mutated = Uint8Array.from(bytes.subarray(0, cut))
      if (mutated.length > 0) mutated[at % mutated.length] = octet
      readToken(mutated) // throws anything but an IdpError
    }),
    { numRuns: 3000 },
  )
})

test('Negotiate token: any bytes at all are read or refused by name', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void readToken(bytes)),
    { numRuns: 1000 },
  )
})

test('AP-REQ: a GSS token of another kind is refused [RFC4121 §4.1]', () => {
  const kerberos = fixtures.find(({ name }) => name === 'mit-kerberos-without-spnego')?.bytes ?? new Uint8Array()
  const tokenId = Buffer.from(kerberos).indexOf(Buffer.from([0x01, 0x00, 0x6e]))
  const apRep = Uint8Array.from(kerberos)
  apRep[tokenId] = 0x02
  assert.deepEqual(readToken(apRep), { code: 'KERBEROS_DER_INVALID' })
  assert.throws(() => parseApReqOutline(Buffer.from('NTLMSSP\0')), { code: 'KERBEROS_DER_INVALID' })
})

test('Negotiate reply: accept-completed, the mechanism, the reply [RFC4178 §4.2.2]', () => {
  const reply = serializeNegotiateReply(mechanismOids.kerberosMicrosoftLegacy, Uint8Array.of(1, 2, 3))
  const outer = parseDerElement(reply, contextTag(1))
  const fields = parseDerFields(parseDerElement(outer.content, derTags.sequence).content)
  assert.deepEqual(
    [...fields].map(([number, bytes]) => [number, Buffer.from(bytes).toString('hex')]),
    [
      [0, '0a0100'],
      [1, '06092a864882f712010202'],
      [2, '0403010203'],
    ],
  )
})
