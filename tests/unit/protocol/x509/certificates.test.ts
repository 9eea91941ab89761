import assert from 'node:assert/strict'
import { generateKeyPairSync, sign, verify, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { IdpError } from '../../../../src/errors.ts'
import { x509 } from '../../../../src/protocol/names/x509.ts'
import { makeCertificateRequest, parseCertificateRequest } from '../../../../src/protocol/x509/certificate-request.ts'
import { makeCertificate } from '../../../../src/protocol/x509/make-certificate.ts'
import { serializeX509Name, x509NameText } from '../../../../src/protocol/x509/x509-name.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const spki = publicKey.export({ type: 'spki', format: 'der' })
const signer = async (bytes: Uint8Array): Promise<Uint8Array> => sign('sha256', bytes, privateKey)
const nonce = { oid: x509.device.requestNonce, critical: false, value: Uint8Array.of(4, 2, 7, 7) }

test('OpenSSL reads the certificate and what it says [RFC5280 §4.1]', async () => {
  const der = await makeCertificate(
    {
      serialNumber: Uint8Array.of(0, 0x90, 1),
      issuer: [
        ['DC', 'net'],
        ['DC', 'windows'],
        ['CN', 'MS-Organization-Access'],
      ],
      subject: [['CN', 'Jörg']],
      notBefore: new Date('2025-07-10T16:52:13Z'),
      notAfter: new Date('2055-07-10T17:22:13Z'),
      publicKey: spki,
      extensions: [nonce],
    },
    signer,
  )
  const certificate = new X509Certificate(der)
  assert.equal(certificate.subject, 'CN=Jörg')
  assert.equal(certificate.issuer, 'DC=net\nDC=windows\nCN=MS-Organization-Access')
  assert.equal(certificate.serialNumber, '9001')
  assert.equal(certificate.validFrom, 'Jul 10 16:52:13 2025 GMT')
  assert.equal(certificate.validTo, 'Jul 10 17:22:13 2055 GMT')
  assert.ok(certificate.verify(publicKey))
  assert.ok(Buffer.from(der).includes(Buffer.from([4, 4, 4, 2, 7, 7])))
})

test('parse(make(request)) gives back what was asked, signed with its own key [RFC2986 §4.2]', async () => {
  const der = await makeCertificateRequest({ subject: [['CN', 'a']], publicKey: spki, extensions: [nonce] }, signer)
  const request = parseCertificateRequest(der)
  assert.equal(request.subject, 'CN=a')
  assert.deepEqual(Buffer.from(request.publicKey), spki)
  assert.equal(request.signatureOid, x509.sha256WithRsa)
  assert.ok(verify('sha256', request.signedBytes, publicKey, request.signature))
})

test('names come back in their order [RFC5280 §4.1.2.4]', () => {
  const part = fc.tuple(fc.constantFrom('CN', 'O', 'OU'), fc.stringMatching(/^[\wäß -]{1,20}$/))
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (name) => {
      const typed = name.map(([type, value]) => [type === 'CN' ? 'CN' : type === 'O' ? 'O' : 'OU', value] as const)
      assert.equal(x509NameText(serializeX509Name(typed)), name.map(([type, value]) => `${type}=${value}`).join(', '))
    }),
    { numRuns: 50 },
  )
})

test('hostile bytes are refused by name', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        parseCertificateRequest(bytes)
      } catch (error) {
        assert.ok(error instanceof IdpError)
      }
    }),
    { numRuns: 200 },
  )
})
