/**
 * Codes from an app [RFC6238 §4], as every app makes them: SHA-1, six digits, 30 seconds. In: a code (untrusted), the secret, the
 * time. Out: the time step the code is of, one step off at most [RFC6238 §5.2]. Not verified here: that the step was not used before,
 * which storage decides.
 */
import { Secret as OtpSecret, TOTP } from 'otpauth'
import type { Randomness } from '../ports.ts'
import { Secret } from '../secret.ts'

/** [RFC4226 §4] R6: 160 bits. */
const secretBytes = 20
const period = 30

export function makeTotpSecret(randomness: Pick<Randomness, 'bytes'>): Secret<Uint8Array> {
  return new Secret(randomness.bytes(secretBytes))
}

/** Base32, as people type it. */
export function totpSecretText(secret: Secret<Uint8Array>): string {
  return otpSecret(secret).base32
}

export function totpSecretFromText(text: Secret): Secret<Uint8Array> {
  return new Secret(Uint8Array.from(OtpSecret.fromBase32(text.reveal()).bytes))
}

/** otpauth:// address, as apps read it from a picture. */
export function totpUri(secret: Secret<Uint8Array>, issuer: string, account: string): string {
  return new TOTP({ issuer, label: account, secret: otpSecret(secret), period }).toString()
}

/** undefined: the code is of no step near now. */
export function findTotpStep(secret: Secret<Uint8Array>, code: string, now: Date): number | undefined {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const timestamp = now.getTime()
  const delta = TOTP.validate({ token, secret: otpSecret(secret), period, timestamp, window: 1 })
  return delta === null ? undefined : TOTP.counter({ period, timestamp }) + delta
}

function otpSecret(secret: Secret<Uint8Array>): OtpSecret {
  return new OtpSecret({ buffer: Uint8Array.from(secret.reveal()).buffer })
}
