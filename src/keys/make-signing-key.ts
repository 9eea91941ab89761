import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { Randomness, SigningKeyRecord } from '../ports.ts'
import { selfSignedCertificate } from '../protocol/x509/self-signed-certificate.ts'
import { Secret } from '../secret.ts'
import { signInBackground } from './sign-in-background.ts'

/** A signing key as the repository takes it: the public record and the private key, PKCS#8 DER. */
export interface SigningKey {
  readonly record: SigningKeyRecord
  readonly privateKey: Secret<Uint8Array>
}

export interface NewSigningKey {
  readonly id: string
  /** For people; left out, it is told from others by its month. */
  readonly name?: string
  readonly state: SigningKeyRecord['state']
  /** Of the self-signed certificate. */
  readonly commonName: string
  readonly now: Date
  readonly randomness: Randomness
  /** 2048 unless asked: each step up makes a signature several times as dear, and Entra asks for no more. */
  readonly bits?: 2048 | 3072 | 4096
  readonly validDays?: number
}

const dayMilliseconds = 86_400_000
/** A client whose clock is behind must take a certificate made just now. */
const backdatedMilliseconds = 300_000

/** An RSA key pair with a self-signed certificate: Entra pins the certificate itself, so no authority is needed. */
export async function makeSigningKey(wanted: NewSigningKey): Promise<SigningKey> {
  const { id, state, now, bits = 2048, validDays = 3 * 365 } = wanted
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: bits })
  const certificate = await selfSignedCertificate(
    {
      commonName: wanted.commonName,
      serialNumber: serialNumber(wanted.randomness),
      notBefore: new Date(now.getTime() - backdatedMilliseconds),
      notAfter: new Date(now.getTime() + validDays * dayMilliseconds),
      publicKey: publicKeyOf(privateKey),
    },
    (toBeSigned) => signInBackground('sha256', toBeSigned, privateKey),
  )
  return {
    record: {
      ...{ id, state, bits, createdAt: now, stateSince: now },
      name: wanted.name ?? keyName(now),
      certificate: Uint8Array.from(certificate),
    },
    privateKey: new Secret(Uint8Array.from(privateKey.export({ format: 'der', type: 'pkcs8' }))),
  }
}

/** Until somebody gives it a better one. */
export function keyName(now: Date): string {
  return `Token signing ${now.toISOString().slice(0, 7)}`
}

function publicKeyOf(privateKey: KeyObject): Uint8Array {
  return createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
}

/** 16 bytes, positive and never zero [RFC5280 §4.1.2.2]. */
function serialNumber(randomness: Randomness): Uint8Array {
  const [first = 0, ...rest] = randomness.bytes(16)
  return Uint8Array.of((first & 0x3f) | 0x40, ...rest)
}
