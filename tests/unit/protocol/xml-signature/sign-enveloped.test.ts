import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom'
import fc from 'fast-check'
import { SignedXml } from 'xml-crypto'
import { xmlSignature } from '../../../../src/protocol/names/xml-signature.ts'
import { parseXml } from '../../../../src/protocol/xml/parse-xml.ts'
import { childElements, getChild, textOf } from '../../../../src/protocol/xml/read-xml.ts'
import { serializeXml } from '../../../../src/protocol/xml/serialize-xml.ts'
import { element } from '../../../../src/protocol/xml/xml-element.ts'
import { signEnveloped } from '../../../../src/protocol/xml-signature/sign-enveloped.ts'
import { signatureHashes } from '../../../../src/protocol/xml-signature/signature-hash.ts'
import { verifyEnveloped } from '../../../../src/protocol/xml-signature/verify-enveloped.ts'
import { arbitrarySharedXml, arbitraryXml } from '../xml/arbitrary-xml.ts'
import { readTestKey } from './test-key.ts'

const key = readTestKey('first')
const document = element('x', 'urn:x', 'Doc', { AssertionID: '_1' }, element('y', 'urn:y', 'Inner', {}, 'a & b'))

/** What xml-crypto, which is not ours, thinks of a signature. */
function acceptedElsewhere(text: string, certificatePem = key.certificatePem): boolean {
  try {
    const dom = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml')
    const node = dom.getElementsByTagNameNS(xmlSignature.namespace, 'Signature')[0]
    const signed = new SignedXml({
      publicCert: certificatePem,
      idAttribute: 'AssertionID',
      getCertFromKeyInfo: () => null,
    })
    signed.loadSignature(node as unknown as Parameters<SignedXml['loadSignature']>[0])
    return signed.checkSignature(text)
  } catch {
    return false
  }
}

test('[XMLDSig §4] the signature has the shape AD FS writes, on one line', async () => {
  const text = await signEnveloped(document, 'AssertionID', key.signing())
  const signed = parseXml(Buffer.from(text))
  const [inner, signature] = childElements(signed)
  assert.equal(inner?.local, 'Inner')
  assert.ok(signature)
  const value = textOf(getChild(signature, xmlSignature.namespace, 'SignatureValue'))
  const reference = getChild(
    getChild(signature, xmlSignature.namespace, 'SignedInfo'),
    xmlSignature.namespace,
    'Reference',
  )
  const digest = textOf(getChild(reference, xmlSignature.namespace, 'DigestValue'))
  assert.equal(
    serializeXml(signature),
    '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>' +
      '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:CanonicalizationMethod>' +
      '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod>' +
      '<ds:Reference URI="#_1"><ds:Transforms>' +
      '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform>' +
      '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:Transform></ds:Transforms>' +
      '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>' +
      `<ds:DigestValue>${digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>` +
      `<ds:SignatureValue>${value}</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>` +
      `${Buffer.from(key.certificate).toString('base64')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>`,
  )
  assert.equal(value.length, 344)
  assert.doesNotMatch(text, /\s\s|\n|\r/)
})

test('xml-crypto accepts what we sign, whatever the document', async () => {
  await fc.assert(
    fc.asyncProperty(arbitrarySharedXml, async (content) => {
      const holder = element('x', 'urn:x', 'Doc', { AssertionID: '_1' }, 'text ', content)
      assert.ok(acceptedElsewhere(await signEnveloped(holder, 'AssertionID', key.signing())))
    }),
    { numRuns: 30 },
  )
})

test('our own verifier accepts what we sign, with every hash, whatever the document', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryXml, fc.constantFrom(...signatureHashes), async (content, hash) => {
      const holder = element('x', 'urn:x', 'Doc', { AssertionID: '_1' }, 'text ', content)
      const text = await signEnveloped(holder, 'AssertionID', key.signing(hash))
      const verified = verifyEnveloped(parseXml(Buffer.from(text)), 'AssertionID', [key.certificate])
      assert.equal(serializeXml(verified.signed), serializeXml(holder))
      assert.equal(verified.hash, hash)
      assert.deepEqual(verified.certificate, key.certificate)
    }),
    { numRuns: 50 },
  )
})

test('every changed byte of the signed content is refused, by xml-crypto too where it is still XML (a sample)', async () => {
  const text = await signEnveloped(document, 'AssertionID', key.signing())
  // Beyond this xml-crypto is lenient: it ignores characters of SignatureValue that are not base64.
  const signedContent = text.indexOf('<ds:SignatureValue>')
  fc.assert(
    fc.property(fc.nat(text.indexOf('<ds:KeyInfo>') - 1), fc.integer({ min: 1, max: 127 }), (position, change) => {
      const bytes = Buffer.from(text)
      bytes[position] = (bytes[position] ?? 0) ^ change
      const now = canonicalOrUndefined(bytes)
      // A space between attributes may become another blank: the same document in other bytes, and still a good signature.
      fc.pre(now !== text)
      assert.throws(() => verifyEnveloped(parseXml(bytes), 'AssertionID', [key.certificate]))
      if (now !== undefined && position < signedContent) assert.equal(acceptedElsewhere(bytes.toString()), false)
    }),
    { numRuns: 300 },
  )
})

function canonicalOrUndefined(bytes: Uint8Array): string | undefined {
  try {
    return serializeXml(parseXml(bytes))
  } catch {
    return undefined
  }
}
