import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { derTags, serializeDer } from '../../../src/protocol/kerberos/der.ts'
import { makeCertificate, type SignBytes } from '../../../src/protocol/x509/make-certificate.ts'

/** Keys and certificates made for one test run. */

export interface SigningKey {
  readonly privateKey: KeyObject
  /** Self-signed, DER. */
  readonly certificate: Uint8Array
  readonly sign: SignBytes
}

export async function makeSigningKey(name: string, subjectAltNames: readonly string[] = []): Promise<SigningKey> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const signer: SignBytes = async (bytes) => sign('sha256', bytes, privateKey)
  const dnsNames = subjectAltNames.map((host) => serializeDer(0x82, Buffer.from(host, 'ascii')))
  const certificate = await makeCertificate(
    {
      serialNumber: Uint8Array.of(1),
      issuer: [['CN', name]],
      subject: [['CN', name]],
      notBefore: new Date(Date.now() - 86_400_000),
      notAfter: new Date(Date.now() + 86_400_000),
      publicKey: publicKey.export({ type: 'spki', format: 'der' }),
      extensions: [{ oid: '2.5.29.17', critical: false, value: serializeDer(derTags.sequence, ...dnsNames) }].slice(
        dnsNames.length === 0 ? 1 : 0,
      ),
    },
    signer,
  )
  return { privateKey, certificate, sign: signer }
}

/** A certificate that names these hosts and is its own authority, and its key; PEM. */
export async function makeServerCertificate(hosts: readonly string[]): Promise<{ certificate: string; key: string }> {
  const made = await makeSigningKey(hosts[0] ?? 'server', hosts)
  const base64 = Buffer.from(made.certificate)
    .toString('base64')
    .replace(/(.{64})/g, '$1\n')
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    key: made.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}
