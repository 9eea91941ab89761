import { createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Signing } from '../../../../src/protocol/xml-signature/sign-enveloped.ts'
import type { SignatureHash } from '../../../../src/protocol/xml-signature/signature-hash.ts'

export interface TestKey {
  /** DER */
  readonly certificate: Uint8Array
  readonly certificatePem: string
  readonly privateKey: KeyObject
  signing(hash?: SignatureHash): Signing
}

const fixtures = join(import.meta.dirname, '../../../fixtures/xml-signature')
const signAsync = promisify(sign)

/** One of the published test keys: `second` is another RSA key, `elliptic` is of a kind that must never be taken. */
export function readTestKey(name: 'first' | 'second' | 'elliptic'): TestKey {
  const pem = readFileSync(join(fixtures, `${name}.pem`), 'utf8')
  const privateKey = createPrivateKey(pem)
  const parsed = new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE')))
  const certificate = new Uint8Array(parsed.raw)
  return {
    certificate,
    certificatePem: parsed.toString(),
    privateKey,
    signing: (hash = 'sha256') => ({ hash, certificate, sign: (bytes) => signAsync(hash, bytes, privateKey) }),
  }
}
