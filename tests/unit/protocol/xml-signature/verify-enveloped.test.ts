import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { IdpError } from '../../../../src/errors.ts'
import { xmlSignature } from '../../../../src/protocol/names/xml-signature.ts'
import { parseXml } from '../../../../src/protocol/xml/parse-xml.ts'
import { getChild, textOf } from '../../../../src/protocol/xml/read-xml.ts'
import { serializeXml } from '../../../../src/protocol/xml/serialize-xml.ts'
import { verifyEnveloped } from '../../../../src/protocol/xml-signature/verify-enveloped.ts'
import { readTestKey } from './test-key.ts'

const first = readTestKey('first')
const second = readTestKey('second')
const elliptic = readTestKey('elliptic')
const fixtures = join(import.meta.dirname, '../../../fixtures')

function readFixture(path: string): { readonly expected: string; readonly body: string } {
  const [, expected, body] = /^expect (\w+)\n([\s\S]*)\n$/.exec(readFileSync(join(fixtures, path), 'utf8')) ?? []
  assert.ok(expected !== undefined && body !== undefined, `${path} has no header`)
  return { expected, body }
}

function verify(text: string, allowed: readonly Uint8Array[] = [first.certificate]) {
  return verifyEnveloped(parseXml(Buffer.from(text)), 'AssertionID', allowed)
}

function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    assert.ok(error instanceof IdpError, String(error))
    return error.code
  }
  return 'accepted'
}

const valid = readFixture('xml-signature/valid.xml').body

test('[XMLDSig §3.2] a signature made without our code is accepted, and what it proves is the content without it', () => {
  const verified = verify(valid)
  assert.equal(serializeXml(verified.signed), valid.slice(0, valid.indexOf('<ds:Signature')).concat('</x:Doc>'))
  assert.equal(textOf(getChild(verified.signed, 'urn:x', 'Subject')), 'alice')
  assert.deepEqual(verified.certificate, first.certificate)
  assert.equal(verified.hash, 'sha256')
})

test('[XMLDSig §8] each of several agreed keys is good, and none is taken from the document', () => {
  assert.deepEqual(verify(valid, [second.certificate, first.certificate]).certificate, first.certificate)
  assert.equal(
    codeOf(() => verify(valid, [second.certificate])),
    'XML_SIGNATURE_KEY_UNKNOWN',
  )
  assert.equal(
    codeOf(() => verify(valid, [])),
    'XML_SIGNATURE_KEY_UNKNOWN',
  )
  assert.equal(
    codeOf(() => verify(valid, [elliptic.certificate])),
    'XML_SIGNATURE_KEY_UNKNOWN',
  )
})

test('blanks that are not signed content do not matter; a comment changes nothing', () => {
  const spaced = valid.replace('<ds:SignatureValue>', '\n  <ds:SignatureValue>').replace('alice', 'al<!-- x -->ice')
  assert.equal(textOf(getChild(verify(spaced).signed, 'urn:x', 'Subject')), 'alice')
})

test('an unknown key is told apart from a broken signature, with both thumbprints', () => {
  assert.throws(
    () => verify(valid, [second.certificate]),
    (error) => error instanceof IdpError && (error.means.match(/[0-9A-F]{40}/g)?.length ?? 0) === 2,
  )
})

test('every hostile fixture is refused with the code in its first line', () => {
  const folder = 'hostile/xml-signature'
  const files = readdirSync(join(fixtures, folder))
  assert.ok(files.length >= 40)
  for (const file of files) {
    const { expected, body } = readFixture(`${folder}/${file}`)
    const allowed = [first.certificate, elliptic.certificate]
    assert.equal(
      codeOf(() => verify(body, allowed)),
      expected,
      file,
    )
  }
})

test('the hostile fixtures differ from the valid one in what they attack, not in a key nobody knows', () => {
  const { body } = readFixture('hostile/xml-signature/wrapped-in-forged-document.xml')
  assert.ok(
    body.includes(
      textOf(
        getChild(
          getChild(parseXml(Buffer.from(valid)), xmlSignature.namespace, 'Signature'),
          xmlSignature.namespace,
          'SignatureValue',
        ),
      ),
    ),
  )
})
