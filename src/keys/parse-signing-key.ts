import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { IdpError } from '../errors.ts'
import { Secret } from '../secret.ts'
import type { NewSigningKey, SigningKey } from './make-signing-key.ts'

const smallestBits = 2048

/**
 * A key pair an administrator brings: PEM text with one private key and its certificate (further certificates of a
 * chain are passed over). Throws KEYS_… when it cannot sign for Entra.
 */
export function parseSigningKey(
  pem: string,
  { id, state, now }: Pick<NewSigningKey, 'id' | 'state' | 'now'>,
  passphrase?: Secret,
): SigningKey {
  const key = privateKeyOf(pem, passphrase)
  refuseUnusable(key)
  const certificate = certificateFor(key, pem)
  if (new Date(certificate.validTo) <= now)
    throw new IdpError('KEYS_CERTIFICATE_EXPIRED', { expiredAt: new Date(certificate.validTo).toISOString() })
  return {
    record: {
      id,
      state,
      bits: modulusBits(key),
      certificate: Uint8Array.from(certificate.raw),
      createdAt: now,
    },
    privateKey: new Secret(Uint8Array.from(key.export({ format: 'der', type: 'pkcs8' }))),
  }
}

function privateKeyOf(pem: string, passphrase: Secret | undefined): KeyObject {
  const blocks = pem.match(/-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*-----END [A-Z ]*PRIVATE KEY-----/g) ?? []
  const [block, ...others] = blocks
  if (block === undefined || others.length > 0)
    throw new IdpError('KEYS_PEM_UNREADABLE', { reason: `it holds ${blocks.length} private keys, and one is needed` })
  try {
    return createPrivateKey(passphrase === undefined ? block : { key: block, passphrase: passphrase.reveal() })
  } catch (error) {
    const encrypted = block.includes('ENCRYPTED')
    const reason = encrypted ? 'its passphrase is missing or wrong' : 'the private key is broken'
    throw new IdpError('KEYS_PEM_UNREADABLE', { reason }, error)
  }
}

/** Entra takes RSA signatures only from a federated identity provider. */
function refuseUnusable(key: KeyObject): void {
  if (key.asymmetricKeyType !== 'rsa') throw new IdpError('KEYS_NOT_RSA', { observed: key.asymmetricKeyType })
  const bits = modulusBits(key)
  if (bits < smallestBits) throw new IdpError('KEYS_TOO_SHORT', { observed: bits, expected: smallestBits })
}

function certificateFor(key: KeyObject, pem: string): X509Certificate {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
  const certificates = blocks.map((block) => {
    try {
      return new X509Certificate(block)
    } catch (error) {
      throw new IdpError('KEYS_PEM_UNREADABLE', { reason: 'a certificate is broken' }, error)
    }
  })
  const own = certificates.find((certificate) => certificate.checkPrivateKey(key))
  if (own === undefined) throw new IdpError('KEYS_CERTIFICATE_FOREIGN', { observed: certificates.length })
  return own
}

function modulusBits(key: KeyObject): number {
  return key.asymmetricKeyDetails?.modulusLength ?? 0
}
