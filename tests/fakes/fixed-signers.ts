import { createPrivateKey, sign, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import type { Signer, Signers, SigningAlgorithm } from '../../src/ports.ts'

/** Signers over the one test key in tests/fixtures/keys; every application has it. */

const pem = readFileSync(new URL('../fixtures/keys/signing-rsa-2048.pem', import.meta.url), 'utf8')
const privateKey = createPrivateKey(pem)
const certificate = new Uint8Array(new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE'))).raw)
const digests = { SHA256withRSA: 'sha256', SHA384withRSA: 'sha384', SHA512withRSA: 'sha512' } as const
const signAsync = promisify<string, Uint8Array, typeof privateKey, Uint8Array>(sign)

export const fixedSigner: Signer = {
  keyId: 'test',
  certificate,
  sign: (algorithm: SigningAlgorithm, data) => signAsync(digests[algorithm], data, privateKey),
}

export function fixedSigners(): Signers {
  return {
    signerFor: async () => fixedSigner,
    certificatesFor: async () => [certificate],
  }
}
