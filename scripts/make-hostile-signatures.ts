import { createHash, createPrivateKey, sign, X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// Writes tests/fixtures/hostile/xml-signature: signed documents that must be refused, each with the error code in its first line.
// Run: bin/node scripts/make-hostile-signatures.ts. It signs by plain text and node:crypto, with nothing of src, so that a mistake in
// our signer cannot hide one in our verifier. RSA signatures are deterministic: a second run changes nothing but `elliptic`.

const fixtures = join(import.meta.dirname, '../tests/fixtures')
const folder = join(fixtures, 'hostile/xml-signature')

interface Key {
  readonly privateKey: ReturnType<typeof createPrivateKey>
  readonly certificate: string
}

function readKey(name: string): Key {
  const pem = readFileSync(join(fixtures, `xml-signature/${name}.pem`), 'utf8')
  const der = new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE'))).raw
  return { privateKey: createPrivateKey(pem), certificate: der.toString('base64') }
}

const first = readKey('first')
const second = readKey('second')
const elliptic = readKey('elliptic')

const dsNamespace = 'http://www.w3.org/2000/09/xmldsig#'
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const enveloped = `${dsNamespace}enveloped-signature`
const more = 'http://www.w3.org/2001/04/xmldsig-more#'
const transform = (uri: string, content = ''): string => `<ds:Transform Algorithm="${uri}">${content}</ds:Transform>`

/** A document whose only child is its subject; `signature` goes last. */
function doc(id: string, subject: string, signature = '', attributes = ''): string {
  return `<x:Doc xmlns:x="urn:x"${attributes} AssertionID="${id}"><x:Subject>${subject}</x:Subject>${signature}</x:Doc>`
}

interface Recipe {
  readonly covered: string
  readonly uri: string
  readonly key: Key
  readonly hash: string
  readonly method: string
  readonly canonicalization: string
  readonly transforms: string
  readonly named: string
}

const usual: Recipe = {
  covered: doc('_1', 'alice'),
  uri: '#_1',
  key: first,
  hash: 'sha256',
  method: `${more}rsa-sha256`,
  canonicalization: `<ds:CanonicalizationMethod Algorithm="${exclusive}"></ds:CanonicalizationMethod>`,
  transforms: transform(enveloped) + transform(exclusive),
  named: first.certificate,
}

const digestOf = (text: string, hash = 'sha256'): string => createHash(hash).update(text).digest('base64')

function reference(recipe: Recipe): string {
  const method = '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod>'
  const digest = `${method}<ds:DigestValue>${digestOf(recipe.covered)}</ds:DigestValue>`
  return `<ds:Reference URI="${recipe.uri}"><ds:Transforms>${recipe.transforms}</ds:Transforms>${digest}</ds:Reference>`
}

interface Parts {
  readonly signedInfo: string
  readonly value: string
  readonly keyInfo: string
}

function partsOf(changes: Partial<Recipe> = {}, content?: (recipe: Recipe) => string): Parts {
  const recipe = { ...usual, ...changes }
  const method = `<ds:SignatureMethod Algorithm="${recipe.method}"></ds:SignatureMethod>`
  const inside = content?.(recipe) ?? recipe.canonicalization + method + reference(recipe)
  const canonical = `<ds:SignedInfo xmlns:ds="${dsNamespace}">${inside}</ds:SignedInfo>`
  const value = sign(recipe.hash, Buffer.from(canonical), recipe.key.privateKey).toString('base64')
  const keyInfo = `<ds:X509Data><ds:X509Certificate>${recipe.named}</ds:X509Certificate></ds:X509Data>`
  return {
    signedInfo: `<ds:SignedInfo>${inside}</ds:SignedInfo>`,
    value,
    keyInfo: `<ds:KeyInfo>${keyInfo}</ds:KeyInfo>`,
  }
}

function signatureOf({ signedInfo, value, keyInfo }: Parts, namespace = dsNamespace): string {
  const inside = `${signedInfo}<ds:SignatureValue>${value}</ds:SignatureValue>${keyInfo}`
  return `<ds:Signature xmlns:ds="${namespace}">${inside}</ds:Signature>`
}

const signature = (changes: Partial<Recipe> = {}): string => signatureOf(partsOf(changes))
const good = partsOf()
const signed = doc('_1', 'alice', signatureOf(good))
const broken = (text: string): string => text.replace(/(.{76})/g, '$1\n')

function withSignedInfo(content: (recipe: Recipe) => string): string {
  return doc('_1', 'alice', signatureOf(partsOf({}, content)))
}

const forgedDigest = digestOf(doc('_1', 'mallory'))
const method = `<ds:SignatureMethod Algorithm="${usual.method}"></ds:SignatureMethod>`
const canonicalInclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'

/** file name -> expected code, document */
const attacks: Readonly<Record<string, readonly [string, string]>> = {
  'no-signature': ['XML_SIGNATURE_MISSING', doc('_1', 'alice')],
  'signature-in-another-namespace': [
    'XML_SIGNATURE_MISSING',
    doc('_1', 'alice', signatureOf(good, 'http://www.w3.org/2000/09/xmldsig')),
  ],
  'no-id': ['XML_ATTRIBUTE_MISSING', signed.replace(' AssertionID="_1"', ' Other="_1"')],
  'content-changed': ['XML_SIGNATURE_DIGEST', signed.replace('alice', 'mallory')],
  'attribute-added': ['XML_SIGNATURE_DIGEST', signed.replace('<x:Subject>', '<x:Subject a="b">')],
  'text-added-after-signature': ['XML_SIGNATURE_DIGEST', signed.replace('</x:Doc>', 'mallory</x:Doc>')],
  'blank-added': ['XML_SIGNATURE_DIGEST', signed.replace('<x:Subject>', ' <x:Subject>')],
  'digest-replaced': [
    'XML_SIGNATURE_INVALID',
    signed.replace('alice', 'mallory').replace(digestOf(usual.covered), forgedDigest),
  ],
  'digest-in-comment': [
    'XML_SIGNATURE_DIGEST',
    signed.replace('alice', 'mallory').replace('<ds:DigestValue>', `<ds:DigestValue><!--${forgedDigest}-->`),
  ],
  'digest-split-by-comment': [
    'XML_SIGNATURE_SHAPE',
    signed.replace('alice', 'mallory').replace('<ds:DigestValue>', `<ds:DigestValue>${forgedDigest}<!---->`),
  ],
  'value-changed': [
    'XML_SIGNATURE_INVALID',
    doc('_1', 'alice', signatureOf({ ...good, value: partsOf({ uri: '#_2' }).value })),
  ],
  'other-key': ['XML_SIGNATURE_KEY_UNKNOWN', doc('_1', 'alice', signature({ key: second, named: second.certificate }))],
  'other-key-under-agreed-name': ['XML_SIGNATURE_INVALID', doc('_1', 'alice', signature({ key: second }))],
  'no-key-info': ['XML_SIGNATURE_SHAPE', doc('_1', 'alice', signatureOf({ ...good, keyInfo: '' }))],
  'key-value-instead-of-certificate': [
    'XML_SIGNATURE_KEY_UNKNOWN',
    doc(
      '_1',
      'alice',
      signatureOf({ ...partsOf({ key: second }), keyInfo: '<ds:KeyInfo><ds:KeyName>first</ds:KeyName></ds:KeyInfo>' }),
    ),
  ],
  'line-breaks-in-value': [
    'XML_SIGNATURE_SHAPE',
    doc('_1', 'alice', signatureOf({ ...good, value: broken(good.value) })),
  ],
  'empty-value': ['XML_SIGNATURE_SHAPE', doc('_1', 'alice', signatureOf({ ...good, value: '' }))],
  'wrapped-in-forged-document': [
    'XML_SIGNATURE_REFERENCE',
    doc('_2', `mallory</x:Subject>${doc('_1', 'alice')}<x:Subject>`, signatureOf(good)),
  ],
  'wrapped-under-same-id': [
    'XML_SIGNATURE_SHAPE',
    doc('_1', `mallory</x:Subject>${doc('_1', 'alice')}<x:Subject>`, signatureOf(good)),
  ],
  'signed-document-inside-forged-one': ['XML_SIGNATURE_SHAPE', doc('_2', `mallory</x:Subject>${signed}<x:Subject>`)],
  'original-inside-its-own-signature': [
    'XML_SIGNATURE_SHAPE',
    doc(
      '_2',
      'mallory',
      signatureOf({ ...good, keyInfo: `${good.keyInfo}<ds:Object>${doc('_1', 'alice')}</ds:Object>` }),
    ),
  ],
  'same-id-as-wsu-id': [
    'XML_SIGNATURE_SHAPE',
    signed.replace(
      '<x:Subject>',
      '<x:Subject xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd" wsu:Id="_1">',
    ),
  ],
  'same-id-as-xml-id': ['XML_SIGNATURE_SHAPE', signed.replace('<x:Subject>', '<x:Subject xml:id="_1">')],
  'same-id-as-id': ['XML_SIGNATURE_SHAPE', signed.replace('<x:Subject>', '<x:Subject ID="_1">')],
  'signature-not-at-top': ['XML_SIGNATURE_SHAPE', doc('_1', `alice${signatureOf(good)}`)],
  'document-element-is-signature': [
    'XML_SIGNATURE_SHAPE',
    signatureOf(good).replace('<ds:Signature ', '<ds:Signature AssertionID="_1" '),
  ],
  'two-signatures': ['XML_SIGNATURE_SHAPE', doc('_1', 'alice', signatureOf(good) + signatureOf(good))],
  'two-signed-infos': [
    'XML_SIGNATURE_SHAPE',
    doc(
      '_1',
      'mallory',
      signatureOf({ ...good, signedInfo: good.signedInfo + partsOf({ covered: doc('_1', 'mallory') }).signedInfo }),
    ),
  ],
  'two-references': [
    'XML_SIGNATURE_SHAPE',
    withSignedInfo(
      (recipe) => recipe.canonicalization + method + reference(recipe) + reference({ ...recipe, uri: '#_2' }),
    ),
  ],
  'no-reference': ['XML_SIGNATURE_SHAPE', withSignedInfo((recipe) => recipe.canonicalization + method)],
  'text-in-signed-info': [
    'XML_SIGNATURE_SHAPE',
    withSignedInfo((recipe) => `x${recipe.canonicalization}${method}${reference(recipe)}`),
  ],
  'object-in-signature': [
    'XML_SIGNATURE_SHAPE',
    doc('_1', 'alice', signatureOf({ ...good, keyInfo: `${good.keyInfo}<ds:Object></ds:Object>` })),
  ],
  'empty-uri': ['XML_SIGNATURE_REFERENCE', doc('_1', 'alice', signature({ uri: '' }))],
  'other-uri': ['XML_SIGNATURE_REFERENCE', doc('_1', 'alice', signature({ uri: '#_2' }))],
  'external-uri': ['XML_SIGNATURE_REFERENCE', doc('_1', 'alice', signature({ uri: 'http://192.0.2.1/#_1' }))],
  'xpointer-uri': ['XML_SIGNATURE_REFERENCE', doc('_1', 'alice', signature({ uri: "#xpointer(id('_1'))" }))],
  'xslt-transform': [
    'XML_SIGNATURE_SHAPE',
    doc(
      '_1',
      'alice',
      signature({ transforms: usual.transforms + transform('http://www.w3.org/TR/1999/REC-xslt-19991116') }),
    ),
  ],
  'xpath-in-place-of-enveloped': [
    'XML_SIGNATURE_ALGORITHM',
    doc(
      '_1',
      'alice',
      signature({ transforms: transform('http://www.w3.org/TR/1999/REC-xpath-19991116') + transform(exclusive) }),
    ),
  ],
  'one-transform': ['XML_SIGNATURE_SHAPE', doc('_1', 'alice', signature({ transforms: transform(exclusive) }))],
  'inclusive-transform': [
    'XML_SIGNATURE_ALGORITHM',
    doc('_1', 'alice', signature({ transforms: transform(enveloped) + transform(canonicalInclusive) })),
  ],
  'transform-with-prefix-list': [
    'XML_SIGNATURE_SHAPE',
    doc(
      '_1',
      'alice',
      signature({
        transforms:
          transform(enveloped) +
          transform(
            exclusive,
            `<ec:InclusiveNamespaces xmlns:ec="${exclusive}" PrefixList="x"></ec:InclusiveNamespaces>`,
          ),
      }),
    ),
  ],
  'inclusive-canonicalization': [
    'XML_SIGNATURE_ALGORITHM',
    doc(
      '_1',
      'alice',
      signature({
        canonicalization: `<ds:CanonicalizationMethod Algorithm="${canonicalInclusive}"></ds:CanonicalizationMethod>`,
      }),
    ),
  ],
  'with-comments-canonicalization': [
    'XML_SIGNATURE_ALGORITHM',
    doc(
      '_1',
      'alice',
      signature({
        canonicalization: `<ds:CanonicalizationMethod Algorithm="${exclusive}WithComments"></ds:CanonicalizationMethod>`,
      }),
    ),
  ],
  'rsa-sha1': [
    'XML_SIGNATURE_ALGORITHM',
    doc('_1', 'alice', signature({ hash: 'sha1', method: `${dsNamespace}rsa-sha1` })),
  ],
  hmac: ['XML_SIGNATURE_ALGORITHM', doc('_1', 'alice', signature({ method: `${more}hmac-sha256` }))],
  'digest-sha1': [
    'XML_SIGNATURE_ALGORITHM',
    withSignedInfo(
      (recipe) =>
        recipe.canonicalization +
        method +
        reference(recipe)
          .replace('http://www.w3.org/2001/04/xmlenc#sha256', `${dsNamespace}sha1`)
          .replace(digestOf(recipe.covered), digestOf(recipe.covered, 'sha1')),
    ),
  ],
  elliptic: [
    'XML_SIGNATURE_ALGORITHM',
    doc('_1', 'alice', signature({ key: elliptic, named: elliptic.certificate, method: `${more}ecdsa-sha256` })),
  ],
  'elliptic-called-rsa': [
    'XML_SIGNATURE_INVALID',
    doc('_1', 'alice', signature({ key: elliptic, named: elliptic.certificate })),
  ],
}

for (const [name, [code, text]] of Object.entries(attacks))
  writeFileSync(join(folder, `${name}.xml`), `expect ${code}\n${text}\n`)
writeFileSync(join(fixtures, 'xml-signature/valid.xml'), `expect accepted\n${signed}\n`)
