import { createPublicKey, type KeyObject } from 'node:crypto'

/**
 * BCRYPT_RSAKEY_BLOB of a public key, as Windows sends its transport key: `RSA1`, then little-endian bit length and lengths of
 * exponent, modulus and two primes (none), then exponent and modulus, big-endian.
 */
const magic = 'RSA1'
const headerBytes = 24

export function serializeRsaKeyBlob(key: KeyObject): Uint8Array {
  const { n, e } = key.export({ format: 'jwk' })
  const modulus = Buffer.from(n ?? '', 'base64url')
  const exponent = Buffer.from(e ?? '', 'base64url')
  const header = Buffer.alloc(headerBytes)
  header.write(magic, 'ascii')
  header.writeUInt32LE(modulus.length * 8, 4)
  header.writeUInt32LE(exponent.length, 8)
  header.writeUInt32LE(modulus.length, 12)
  return Buffer.concat([header, exponent, modulus])
}

/** The key, or undefined where the bytes are no such blob. */
export function parseRsaKeyBlob(blob: Uint8Array): KeyObject | undefined {
  const bytes = Buffer.from(blob)
  if (bytes.length < headerBytes || bytes.toString('ascii', 0, 4) !== magic) return undefined
  const exponentLength = bytes.readUInt32LE(8)
  const modulusLength = bytes.readUInt32LE(12)
  if (bytes.length !== headerBytes + exponentLength + modulusLength || modulusLength * 8 !== bytes.readUInt32LE(4))
    return undefined
  const exponent = bytes.subarray(headerBytes, headerBytes + exponentLength)
  const modulus = bytes.subarray(headerBytes + exponentLength)
  const jwk = { kty: 'RSA', n: modulus.toString('base64url'), e: exponent.toString('base64url') }
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    return undefined
  }
}
