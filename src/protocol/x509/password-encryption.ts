import { createDecipheriv, createHmac, hash, pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'
import { IdpError } from '../../errors.ts'
import type { Secret } from '../../secret.ts'
import { derTags, listDerElements, oidFromContent, parseDerInteger, serializeDer } from '../kerberos/der.ts'
import { pkcs12 as names } from '../names/pkcs12.ts'
import { decryptRc2 } from './rc2.ts'

/**
 * Password-based encryption and integrity as PKCS #12 files have them [RFC7292 §B] [RFC8018 §6.2] [RFC9579 §4]. In: the algorithm as the
 * file names it, untrusted; bytes; the password. Out: bytes. Limits bound what a file can make us compute. That the password is right is
 * proved by the MAC alone.
 */

export interface AlgorithmIdentifier {
  readonly oid: string
  /** The elements of the parameters, where they are a SEQUENCE. */
  readonly params: readonly Element[]
  /** The content of the parameters, whatever they are. */
  readonly content: Uint8Array
}

interface Element {
  readonly tag: number
  readonly content: Uint8Array
}

/** Of the content of an AlgorithmIdentifier. Throws KERBEROS_DER_INVALID. */
export function parseAlgorithm(content: Uint8Array): AlgorithmIdentifier {
  const [oid, params] = listDerElements(content)
  return {
    oid: oidFromContent(oid?.content ?? new Uint8Array()),
    params: params?.tag === derTags.sequence ? listDerElements(params.content) : [],
    content: params?.content ?? new Uint8Array(),
  }
}

/** Undefined when the padding is wrong: the password is. Throws KEYS_PKCS12_UNREADABLE for what is not known. */
export async function decryptWithPassword(
  algorithm: AlgorithmIdentifier,
  data: Uint8Array,
  password: Secret,
): Promise<Uint8Array | undefined> {
  if (algorithm.oid === names.pbes2) return decryptPbes2(algorithm, data, password)
  const old = lookUp(names.oldCiphers, algorithm.oid)
  if (old === undefined) throw unreadable(`its encryption ${algorithm.oid} is not known`)
  const [cipher, keyBytes] = old
  const [salt, iterations] = algorithm.params
  const facts = { hash: 'sha1', salt: contentOf(salt), iterations: integerOf(iterations), password: bmpOf(password) }
  const key = deriveKey({ ...facts, purpose: 1, length: keyBytes })
  const iv = deriveKey({ ...facts, purpose: 2, length: 8 })
  if (cipher === 'rc2') return decryptRc2(key, iv, data)
  // Node has no des-ede-cbc by that name everywhere: two keys are three, the first of them twice.
  const desKey = cipher === 'des-ede-cbc' ? Buffer.concat([key, key.subarray(0, 8)]) : key
  return decrypt('des-ede3-cbc', desKey, iv, data)
}

/** [RFC8018 §6.2] */
async function decryptPbes2({ params }: AlgorithmIdentifier, data: Uint8Array, password: Secret) {
  const [derivation, scheme] = params.map(({ content }) => parseAlgorithm(content))
  const cipher = lookUp(names.ciphers, scheme?.oid ?? '')
  if (scheme === undefined || cipher === undefined) throw unreadable(`its cipher ${scheme?.oid} is not known`)
  const key = await pbkdf2Key(derivation, cipher[1], password)
  return decrypt(cipher[0], key, scheme.content, data)
}

function decrypt(cipher: string, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array | undefined {
  try {
    const decipher = createDecipheriv(cipher, key, iv)
    return Buffer.concat([decipher.update(data), decipher.final()])
  } catch {
    return undefined
  }
}

export interface MacFacts {
  readonly algorithm: AlgorithmIdentifier
  readonly salt: Uint8Array
  readonly iterations: number
  readonly password: Secret
}

/** [RFC7292 §4] [RFC9579 §4] The MACs that the password gives over the bytes; two where an empty one can be written in two ways. */
export async function macsWithPassword(data: Uint8Array, facts: MacFacts): Promise<readonly Uint8Array[]> {
  const { algorithm, salt, iterations, password } = facts
  if (algorithm.oid === names.pbmac1) {
    const [derivation, mac] = algorithm.params.map(({ content }) => parseAlgorithm(content))
    const hashName = hashOf(mac?.oid)
    return [
      createHmac(hashName, await pbkdf2Key(derivation, hashBytes(hashName), password))
        .update(data)
        .digest(),
    ]
  }
  const hashName = hashOf(algorithm.oid)
  const written = password.reveal() === '' ? [bmpOf(password), new Uint8Array()] : [bmpOf(password)]
  return written.map((one) => {
    const key = deriveKey({ hash: hashName, salt, iterations, password: one, purpose: 3, length: hashBytes(hashName) })
    return createHmac(hashName, key).update(data).digest()
  })
}

const mostIterations = { own: 300_000, pbkdf2: 10_000_000 }

async function pbkdf2Key(derivation: AlgorithmIdentifier | undefined, keyBytes: number, password: Secret) {
  if (derivation?.oid !== names.pbkdf2) throw unreadable(`its key derivation ${derivation?.oid} is not known`)
  const [salt, iterations, ...more] = derivation.params
  const prf = more.find(({ tag }) => tag === derTags.sequence)
  const hashName = prf === undefined ? 'sha1' : hashOf(parseAlgorithm(prf.content).oid)
  const count = integerOf(iterations)
  if (count > mostIterations.pbkdf2) throw unreadable(`it asks for ${count} rounds of key derivation`)
  return promisify(pbkdf2)(password.reveal(), contentOf(salt), count, keyBytes, hashName)
}

interface Derivation {
  readonly hash: string
  readonly salt: Uint8Array
  readonly iterations: number
  readonly password: Uint8Array
  /** 1: a key, 2: an IV, 3: the key of a MAC. */
  readonly purpose: 1 | 2 | 3
  readonly length: number
}

/** [RFC7292 §B.2] */
function deriveKey({ hash: hashName, salt, iterations, password, purpose, length }: Derivation): Uint8Array {
  if (iterations > mostIterations.own) throw unreadable(`it asks for ${iterations} rounds of key derivation`)
  const block = hashName === 'sha384' || hashName === 'sha512' ? 128 : 64
  const filled = (bytes: Uint8Array): Uint8Array =>
    Uint8Array.from({ length: Math.ceil(bytes.length / block) * block }, (_, index) => bytes[index % bytes.length] ?? 0)
  const input = Buffer.concat([filled(salt), filled(password)])
  const out: Uint8Array[] = []
  for (let made = 0; made < length; ) {
    let digest: Buffer = hash(hashName, Buffer.concat([new Uint8Array(block).fill(purpose), input]), 'buffer')
    for (let round = 1; round < iterations; round += 1) digest = hash(hashName, digest, 'buffer')
    out.push(digest)
    made += digest.length
    addToBlocks(input, filled(digest).subarray(0, block), block)
  }
  return Buffer.concat(out).subarray(0, length)
}

/** Each block of the input becomes (it + the digest + 1) modulo 2 to the power of its bits. */
function addToBlocks(input: Uint8Array, digest: Uint8Array, block: number): void {
  for (let start = 0; start < input.length; start += block) {
    let carry = 1
    for (let index = block - 1; index >= 0; index -= 1) {
      carry += (input[start + index] ?? 0) + (digest[index] ?? 0)
      input[start + index] = carry & 0xff
      carry >>= 8
    }
  }
}

/** [RFC7292 §B.1] UTF-16, big-endian, with two zero octets at the end. */
function bmpOf(password: Secret): Uint8Array {
  return Buffer.from(`${password.reveal()}\0`, 'utf16le').swap16()
}

function hashOf(oid: string | undefined): string {
  const found = lookUp(names.hashes, oid ?? '')
  if (found === undefined) throw unreadable(`its digest ${oid} is not known`)
  return found
}

function hashBytes(hashName: string): number {
  return hash(hashName, '', 'buffer').length
}

function lookUp<Value>(table: Readonly<Record<string, Value>>, oid: string): Value | undefined {
  return Object.hasOwn(table, oid) ? table[oid] : undefined
}

function contentOf(element: Element | undefined): Uint8Array {
  return element?.content ?? new Uint8Array()
}

function integerOf(element: Element | undefined): number {
  const value = parseDerInteger(serializeDer(element?.tag ?? 0, contentOf(element)))
  if (value < 1) throw unreadable('its key derivation has no rounds')
  return value
}

export function unreadable(reason: string, cause?: unknown): IdpError {
  return new IdpError('KEYS_PKCS12_UNREADABLE', { reason }, cause)
}
