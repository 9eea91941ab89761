import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync, sign, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { selfSignedCertificate } from '../../../../src/protocol/x509/self-signed-certificate.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const publicKey = new Uint8Array(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }))
const fields = {
  commonName: 'signing',
  serialNumber: Uint8Array.of(0x80, 1, 2),
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2055-01-01T00:00:00Z'),
  publicKey,
}

test('OpenSSL reads every field as it was given, and verifies the signature [RFC5280 §4.1]', async () => {
  const der = await selfSignedCertificate(fields, async (bytes) => sign('sha256', bytes, privateKey))
  const certificate = new X509Certificate(der)
  assert.ok(certificate.verify(createPublicKey(privateKey)))
  assert.equal(certificate.serialNumber, '800102')
  assert.equal(certificate.subject, 'CN=signing')
  assert.equal(certificate.issuer, 'CN=signing')
  assert.deepEqual([certificate.validFromDate, certificate.validToDate], [fields.notBefore, fields.notAfter])
  assert.deepEqual(certificate.publicKey.export({ format: 'der', type: 'spki' }), Buffer.from(publicKey))
  assert.equal(certificate.ca, false)
  assert.deepEqual(Buffer.from(der), certificate.raw, 'nothing stands behind the certificate')
})

test('a certificate signed by another key does not verify [RFC5280 §4.1.1.3]', async () => {
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const der = await selfSignedCertificate(fields, async (bytes) => sign('sha256', bytes, other))
  assert.ok(!new X509Certificate(der).verify(createPublicKey(privateKey)))
})
