import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { buildUsernameToken, parseUsernameToken } from '../../../../src/protocol/soap/username-token.ts'
import { parseXml } from '../../../../src/protocol/xml/parse-xml.ts'
import { serializeXml } from '../../../../src/protocol/xml/serialize-xml.ts'
import { Secret } from '../../../../src/secret.ts'

const wss = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-'
const parse = (inside: string) =>
  parseUsernameToken(
    parseXml(Buffer.from(`<o:UsernameToken xmlns:o="${wss}wssecurity-secext-1.0.xsd">${inside}</o:UsernameToken>`)),
  )
const password = (type: string) => `<o:Username>a</o:Username><o:Password Type="${type}">b</o:Password>`

test('[WSSUsername11 §3.1] a password is text with that Type or without one, and never a digest', () => {
  assert.equal(parse(password(`${wss}username-token-profile-1.0#PasswordText`)).password.reveal(), 'b')
  assert.throws(() => parse(password(`${wss}username-token-profile-1.0#PasswordDigest`)), {
    code: 'SOAP_PASSWORD_DIGEST',
  })
  assert.throws(() => parse(password('PasswordText')), { code: 'SOAP_PASSWORD_TYPE' })
  assert.throws(() => parse('<o:Username>a</o:Username>'), { code: 'XML_ELEMENT_MISSING' })
  assert.throws(() => parse('<o:Password>a</o:Password>'), { code: 'XML_ELEMENT_MISSING' })
})

test('law: parse(serialize(x)) = x, blanks and what XML escapes included', () => {
  const text = fc.string({ unit: fc.constantFrom(' ', '\t', 'a', '&', '<', '>', '"', "'", ']]>', 'é', '🙂') })
  fc.assert(
    fc.property(text, text, (username, secret) => {
      const token = { username, password: new Secret(secret) }
      const read = parseUsernameToken(parseXml(Buffer.from(serializeXml(buildUsernameToken(token)))))
      assert.deepEqual([read.username, read.password.reveal()], [username, secret])
      assert.doesNotMatch(JSON.stringify(read), /password":"(?!\[redacted\])/)
    }),
  )
})
