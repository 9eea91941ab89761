import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { application } from '../../../src/config/application.ts'
import { mintAssertion } from '../../../src/issuance/mint/mint-assertion.ts'
import { saml } from '../../../src/protocol/names/saml.ts'
import { parseXml } from '../../../src/protocol/xml/parse-xml.ts'
import { serializeXml } from '../../../src/protocol/xml/serialize-xml.ts'
import { element } from '../../../src/protocol/xml/xml-element.ts'
import { signEnveloped } from '../../../src/protocol/xml-signature/sign-enveloped.ts'
import { signatureHashes } from '../../../src/protocol/xml-signature/signature-hash.ts'
import { fixedSigner, fixedSigners } from '../../fakes/fixed-signers.ts'
import { deviceAssertion } from '../../unit/protocol/saml/assertion.fixture.ts'
import { arbitraryXmlWithUris } from '../../unit/protocol/xml/arbitrary-xml.ts'
import { readTestKey } from '../../unit/protocol/xml-signature/test-key.ts'

// A signature is right when someone else's code accepts it: xmlsec1, which computes canonical form with libxml2.
// A digest that agrees means that libxml2's exclusive canonical form is ours, byte for byte.

const folder = await mkdtemp(join(tmpdir(), 'joinery-xmlsec1-'))
after(() => rm(folder, { recursive: true }))
const key = readTestKey('first')

/** Whether xmlsec1 accepts every one of the documents; `idElement` is `namespace:local` of the signed element. */
async function isAccepted(
  texts: readonly (string | Uint8Array)[],
  certificate: string,
  idElement: string,
): Promise<boolean> {
  const certificateFile = join(folder, 'certificate.pem')
  const files = texts.map((_, index) => join(folder, `${index}.xml`))
  await writeFile(certificateFile, certificate)
  await Promise.all(texts.map((text, index) => writeFile(files[index] ?? '', text)))
  const trust = ['--enabled-key-data', 'rsa', '--pubkey-cert-pem', certificateFile]
  const run = promisify(execFile)('xmlsec1', ['--verify', ...trust, '--id-attr:AssertionID', idElement, ...files])
  return run.then(
    () => true,
    (error: { code?: unknown }) => {
      // A missing xmlsec1 must not look like a refusal.
      assert.equal(error.code, 1, String(error))
      return false
    },
  )
}

test('[ExcC14N §3] xmlsec1 accepts our signature over any document, with every hash', async () => {
  const texts: string[] = []
  for (const [index, content] of fc.sample(arbitraryXmlWithUris, 150).entries()) {
    const hash = signatureHashes[index % signatureHashes.length] ?? 'sha256'
    const document = element('x', 'urn:x', 'Doc', { AssertionID: '_1' }, 'text ', content)
    texts.push(await signEnveloped(document, 'AssertionID', key.signing(hash)))
  }
  assert.equal(texts.length, 150)
  assert.ok(await isAccepted(texts, key.certificatePem, 'urn:x:Doc'))
})

test('xmlsec1 accepts a minted assertion, and refuses it with a byte changed or under another key', async () => {
  const m365 = application.parse({
    id: 'm365',
    name: 'Microsoft 365',
    domainName: 'corp.example',
    issuerUri: deviceAssertion.issuer,
    attributes: [],
  })
  const ports = {
    clock: { now: () => new Date('2026-03-04T05:06:07.089Z'), monotonicMilliseconds: () => 0 },
    randomness: { uuid: () => '0f8fad5b-d9cb-469f-a165-70867728950e', bytes: () => new Uint8Array() },
    signers: fixedSigners(),
  }
  const { xml } = await mintAssertion(deviceAssertion, { application: m365 }, ports, () => {})
  const base64 = Buffer.from(fixedSigner.certificate).toString('base64').replace(/.{64}/g, '$&\n')
  const certificate = `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`
  const assertion = `${saml.assertion}:Assertion`
  assert.equal(await isAccepted([xml], certificate, assertion), true)
  assert.equal(await isAccepted([xml], key.certificatePem, assertion), false)
  for (const changed of changedBytes(xml)) assert.equal(await isAccepted([changed], certificate, assertion), false)
})

/** Every so many bytes of what is signed another letter, where that makes another document. */
function changedBytes(xml: string): readonly Uint8Array[] {
  const changed: Uint8Array[] = []
  // Up to the value itself, whose last character before the padding has bits that nobody reads.
  for (let position = 0; position < xml.indexOf('<ds:SignatureValue>'); position += 31) {
    const bytes = Buffer.from(xml)
    bytes[position] = xml[position] === 'a' ? 0x62 : 0x61
    if (isOtherDocument(bytes, xml)) changed.push(bytes)
  }
  assert.ok(changed.length > 30, `only ${changed.length} changes`)
  return changed
}

function isOtherDocument(bytes: Uint8Array, xml: string): boolean {
  try {
    return serializeXml(parseXml(bytes)) !== xml
  } catch {
    return false
  }
}
