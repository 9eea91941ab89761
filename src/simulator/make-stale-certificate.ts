import { generateKeyPair, randomBytes, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { selfSignedCertificate } from '../protocol/x509/self-signed-certificate.ts'

/** A signing certificate whose key nobody has any more, base64 as Graph holds it. */
export async function makeStaleCertificate(): Promise<string> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const now = Date.now()
  const der = await selfSignedCertificate(
    {
      commonName: 'signing key of last year',
      serialNumber: randomBytes(16),
      notBefore: new Date(now - 365 * 86_400_000),
      notAfter: new Date(now + 365 * 86_400_000),
      publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    },
    async (bytes) => sign('sha256', bytes, privateKey),
  )
  return Buffer.from(der).toString('base64')
}
