import type { SignatureHash } from '../protocol/xml-signature/signature-hash.ts'
import type { Application } from './application.ts'

/** The hash of each signing algorithm that an application may name. */
export const signatureHashOf: Readonly<Record<Application['idpSigning']['algorithm'], SignatureHash>> = {
  SHA256withRSA: 'sha256',
  SHA384withRSA: 'sha384',
  SHA512withRSA: 'sha512',
}
