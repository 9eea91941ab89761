import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import type { Application } from '../../config/application.ts'
import type { SigningKeyRecord } from '../../ports.ts'

/** A signing key as the API shows it: the field names of PingOne's keys, and what Joinery adds. Nothing of the private key. */

const time = z.string().describe('ISO 8601, UTC.')

export const certificateResource = z.strictObject({
  id: z.string(),
  name: z.string(),
  algorithm: z.literal('RSA'),
  keyLength: z.int().describe('Bits.'),
  signatureAlgorithm: z.string().describe('Of the certificate itself.'),
  status: z.enum(['VALID', 'EXPIRED', 'NOT_YET_VALID', 'REVOKED']).describe('REVOKED: the key is retired.'),
  subjectDN: z.string(),
  issuerDN: z.string(),
  serialNumber: z.string().describe('Hexadecimal.'),
  startsAt: time,
  expiresAt: time,
  validityPeriod: z.int().describe('Days from start to end.'),
  usageType: z.literal('SIGNING'),
  default: z.boolean().describe('It signs for every application that names no key.'),
  thumbprint: z.string().describe('SHA-1, as Windows and Entra show it.'),
  thumbprintSha256: z.string(),
  certificate: z.string().describe("Base64 of the DER, as Entra's SigningCertificate takes it."),
})

export const keyResource = certificateResource.extend({
  state: z
    .enum(['active', 'next', 'previous', 'available', 'retired'])
    .describe(
      'active signs, next and previous are published beside it, available serves applications that name it, retired serves nobody.',
    ),
  stateSince: time,
  createdAt: time,
  daysLeft: z.int().describe('Negative after its end.'),
  applications: z.array(z.string()).describe('The applications that sign with it, by id.'),
})

export type KeyResource = z.output<typeof keyResource>
type CertificateResource = z.output<typeof certificateResource>

const dayMilliseconds = 86_400_000

export function describeCertificateOf(record: SigningKeyRecord, now: Date): CertificateResource {
  const { id, name, bits, state } = record
  const certificate = new X509Certificate(record.certificate)
  const { validFromDate: from, validToDate: to } = certificate
  const validity = now < from ? 'NOT_YET_VALID' : now >= to ? 'EXPIRED' : 'VALID'
  return {
    ...{ id, name, algorithm: 'RSA', keyLength: bits, usageType: 'SIGNING', default: state === 'active' },
    signatureAlgorithm: (certificate.signatureAlgorithm ?? 'unknown').replace(
      /^(sha\d+)WithRSAEncryption$/,
      (_, hash: string) => `${hash.toUpperCase()}withRSA`,
    ),
    status: state === 'retired' ? 'REVOKED' : validity,
    subjectDN: certificate.subject.replaceAll('\n', ', '),
    issuerDN: certificate.issuer.replaceAll('\n', ', '),
    serialNumber: certificate.serialNumber,
    startsAt: from.toISOString(),
    expiresAt: to.toISOString(),
    validityPeriod: Math.round((to.getTime() - from.getTime()) / dayMilliseconds),
    thumbprint: certificate.fingerprint.replaceAll(':', ''),
    thumbprintSha256: certificate.fingerprint256.replaceAll(':', ''),
    certificate: Buffer.from(record.certificate).toString('base64'),
  }
}

export function describeKey(record: SigningKeyRecord, applications: readonly Application[], now: Date): KeyResource {
  const { id, state, createdAt, stateSince } = record
  const certificate = describeCertificateOf(record, now)
  const users = applications.filter(({ idpSigning: { key } }) =>
    key === undefined ? state === 'active' : key.id === id,
  )
  return {
    ...certificate,
    state,
    stateSince: stateSince.toISOString(),
    createdAt: createdAt.toISOString(),
    daysLeft: Math.floor((new Date(certificate.expiresAt).getTime() - now.getTime()) / dayMilliseconds),
    applications: users.map((application) => application.id),
  }
}
