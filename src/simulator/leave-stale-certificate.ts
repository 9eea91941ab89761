import { generateKeyPair, randomBytes, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { selfSignedCertificate } from '../protocol/x509/self-signed-certificate.ts'
import type { RehearsalStage } from './rehearsal-stage.ts'

/** The tenant is left with a certificate from before the signing key was rolled over. */
export async function leaveStaleCertificate({ tenant }: Pick<RehearsalStage, 'tenant'>): Promise<void> {
  const signingCertificate = await makeStaleCertificate()
  await tenant.updateFederation(() => ({ signingCertificate, nextSigningCertificate: null }))
}

/** A signing certificate whose key nobody has any more, base64 as Graph holds it. */
async function makeStaleCertificate(): Promise<string> {
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
