import { hash as digest } from 'node:crypto'
import { xmlSignature } from '../names/xml-signature.ts'

/**
 * The hashes a signature may use, by the names node:crypto gives them. All else about them is in names/xml-signature.ts
 * [RFC9231 §2]. In: a hash or an algorithm URI from a document (untrusted). Out: digests, and the hash a URI stands for.
 * SHA-1 is not among them: a document that names it is refused, not verified.
 */
export type SignatureHash = keyof typeof xmlSignature.algorithms

export const signatureHashes = Object.keys(xmlSignature.algorithms).filter(isSignatureHash)

/** base64, on one line */
export function digestOf(hash: SignatureHash, text: string): string {
  return digest(hash, text, 'base64')
}

export function findSignatureHash(signatureUri: string): SignatureHash | undefined {
  return signatureHashes.find((hash) => xmlSignature.algorithms[hash].signature === signatureUri)
}

export function findDigestHash(digestUri: string): SignatureHash | undefined {
  return signatureHashes.find((hash) => xmlSignature.algorithms[hash].digest === digestUri)
}

function isSignatureHash(name: string): name is SignatureHash {
  return Object.hasOwn(xmlSignature.algorithms, name)
}
