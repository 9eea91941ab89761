import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { IdpError } from '../errors.ts'
import { looksLikeDer, parsePkcs12 } from '../protocol/x509/parse-pkcs12.ts'
import { Secret } from '../secret.ts'
import { keyName, type NewSigningKey, type SigningKey } from './make-signing-key.ts'

const smallestBits = 2048

/**
 * A key pair an administrator brings: PEM text or a PKCS #12 file with one private key and its certificate; further certificates of a
 * chain are passed over, in whatever order they stand. Throws KEYS_… when it cannot sign for Entra.
 */
export async function parseSigningKey(
  file: Uint8Array,
  { id, state, now, name = keyName(now) }: Pick<NewSigningKey, 'id' | 'state' | 'now' | 'name'>,
  passphrase?: Secret,
): Promise<SigningKey> {
  const { key, certificates } = looksLikeDer(file)
    ? await readPkcs12(file, passphrase ?? new Secret(''))
    : readPem(Buffer.from(file).toString('utf8'), passphrase)
  refuseUnusable(key)
  const certificate = certificates.find((one) => one.checkPrivateKey(key))
  if (certificate === undefined) throw new IdpError('KEYS_CERTIFICATE_FOREIGN', { observed: certificates.length })
  if (certificate.validToDate <= now)
    throw new IdpError('KEYS_CERTIFICATE_EXPIRED', { expiredAt: certificate.validToDate.toISOString() })
  return {
    record: {
      ...{ id, name, state, createdAt: now, stateSince: now },
      bits: modulusBits(key),
      certificate: Uint8Array.from(certificate.raw),
    },
    privateKey: new Secret(Uint8Array.from(key.export({ format: 'der', type: 'pkcs8' }))),
  }
}

interface KeyPair {
  readonly key: KeyObject
  readonly certificates: readonly X509Certificate[]
}

async function readPkcs12(file: Uint8Array, password: Secret): Promise<KeyPair> {
  const { privateKeys, certificates } = await parsePkcs12(file, password)
  const [privateKey, ...others] = privateKeys
  if (privateKey === undefined || others.length > 0)
    throw new IdpError('KEYS_PKCS12_UNREADABLE', {
      reason: `it holds ${privateKeys.length} private keys, and one is needed`,
    })
  try {
    const key = createPrivateKey({ key: Buffer.from(privateKey.reveal()), format: 'der', type: 'pkcs8' })
    return { key, certificates: certificates.map((der) => new X509Certificate(der)) }
  } catch (error) {
    throw new IdpError('KEYS_PKCS12_UNREADABLE', { reason: 'the private key or a certificate in it is broken' }, error)
  }
}

function readPem(pem: string, passphrase: Secret | undefined): KeyPair {
  const blocks = pem.match(/-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*-----END [A-Z ]*PRIVATE KEY-----/g) ?? []
  const [block, ...others] = blocks
  if (block === undefined || others.length > 0)
    throw new IdpError('KEYS_PEM_UNREADABLE', { reason: `it holds ${blocks.length} private keys, and one is needed` })
  try {
    const key = createPrivateKey(passphrase === undefined ? block : { key: block, passphrase: passphrase.reveal() })
    return { key, certificates: certificatesIn(pem) }
  } catch (error) {
    if (error instanceof IdpError) throw error
    const encrypted = block.includes('ENCRYPTED')
    const reason = encrypted ? 'its passphrase is missing or wrong' : 'the private key is broken'
    throw new IdpError('KEYS_PEM_UNREADABLE', { reason }, error)
  }
}

function certificatesIn(pem: string): readonly X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
  return blocks.map((block) => {
    try {
      return new X509Certificate(block)
    } catch (error) {
      throw new IdpError('KEYS_PEM_UNREADABLE', { reason: 'a certificate is broken' }, error)
    }
  })
}

/** Entra takes RSA signatures only from a federated identity provider. */
function refuseUnusable(key: KeyObject): void {
  if (key.asymmetricKeyType !== 'rsa') throw new IdpError('KEYS_NOT_RSA', { observed: key.asymmetricKeyType })
  const bits = modulusBits(key)
  if (bits < smallestBits) throw new IdpError('KEYS_TOO_SHORT', { observed: bits, expected: smallestBits })
}

function modulusBits(key: KeyObject): number {
  return key.asymmetricKeyDetails?.modulusLength ?? 0
}
