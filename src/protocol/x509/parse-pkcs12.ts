import { timingSafeEqual } from 'node:crypto'
import { IdpError } from '../../errors.ts'
import { Secret } from '../../secret.ts'
import {
  derTags,
  listDerElements,
  oidFromContent,
  parseDerElement,
  parseDerInteger,
  serializeDer,
} from '../kerberos/der.ts'
import { pkcs12 as names } from '../names/pkcs12.ts'
import { decryptWithPassword, macsWithPassword, parseAlgorithm, unreadable } from './password-encryption.ts'

/**
 * PKCS #12 files (.p12, .pfx) in password integrity mode [RFC7292 §4]. In: untrusted bytes, and the password. Out: the private keys
 * (PKCS #8 DER) and certificates (DER) in them, in their order. The MAC is verified first; nothing is said of whether keys and
 * certificates belong together. Only DER is read: files in BER of indefinite length are refused by name.
 */
export async function parsePkcs12(bytes: Uint8Array, password: Secret): Promise<Pkcs12> {
  try {
    const [version, authSafe, macData] = listDerElements(parseDerElement(bytes, derTags.sequence).content)
    if (version === undefined || authSafe === undefined) throw unreadable('it holds nothing')
    const content = dataOf(authSafe.content)
    if (macData !== undefined) await verifyMac(content, macData.content, password)
    const safes = listDerElements(parseDerElement(content, derTags.sequence).content)
    const bags: readonly Bag[][] = await Promise.all(safes.map((safe) => bagsOf(safe.content, password)))
    return collect(bags.flat(), password)
  } catch (error) {
    if (error instanceof IdpError && error.code === 'KERBEROS_DER_INVALID')
      throw unreadable(`it is no PKCS #12 file in DER: ${String(error.facts.observed)}`, error)
    throw error
  }
}

export interface Pkcs12 {
  readonly privateKeys: readonly Secret<Uint8Array>[]
  readonly certificates: readonly Uint8Array[]
}

interface Bag {
  readonly oid: string
  readonly value: Uint8Array
}

/** A SEQUENCE longer than 127 octets: no text begins so. */
export function looksLikeDer(bytes: Uint8Array): boolean {
  return bytes[0] === derTags.sequence && (bytes[1] ?? 0) >= 0x80
}

/** The OCTET STRING of a ContentInfo of type data. */
function dataOf(contentInfo: Uint8Array): Uint8Array {
  const [type, content] = listDerElements(contentInfo)
  const oid = oidFromContent(type?.content ?? new Uint8Array())
  if (oid !== names.data) throw unreadable(`it is protected by a certificate, not by a password (${oid})`)
  return parseDerElement(content?.content ?? new Uint8Array(), derTags.octetString).content
}

async function verifyMac(content: Uint8Array, macData: Uint8Array, password: Secret): Promise<void> {
  const [digestInfo, salt, iterations] = listDerElements(macData)
  const [algorithm, expected] = listDerElements(digestInfo?.content ?? new Uint8Array())
  const macs = await macsWithPassword(content, {
    algorithm: parseAlgorithm(algorithm?.content ?? new Uint8Array()),
    salt: salt?.content ?? new Uint8Array(),
    iterations: iterations === undefined ? 1 : parseDerInteger(serializeDer(iterations.tag, iterations.content)),
    password,
  })
  const wanted = expected?.content ?? new Uint8Array()
  if (!macs.some((mac) => mac.length === wanted.length && timingSafeEqual(mac, wanted)))
    throw new IdpError('KEYS_PKCS12_PASSWORD')
}

async function bagsOf(contentInfo: Uint8Array, password: Secret): Promise<Bag[]> {
  const [type, content] = listDerElements(contentInfo)
  const oid = oidFromContent(type?.content ?? new Uint8Array())
  if (oid !== names.data && oid !== names.encryptedData) throw unreadable(`a part of it is of the kind ${oid}`)
  const plain =
    oid === names.data ? dataOf(contentInfo) : await decryptSafe(content?.content ?? new Uint8Array(), password)
  return listDerElements(parseDerElement(plain, derTags.sequence).content).map((bag) => {
    const [bagId, value] = listDerElements(bag.content)
    return { oid: oidFromContent(bagId?.content ?? new Uint8Array()), value: value?.content ?? new Uint8Array() }
  })
}

/** EncryptedData: a version, and what is encrypted, how. */
async function decryptSafe(encryptedData: Uint8Array, password: Secret): Promise<Uint8Array> {
  const [, info] = listDerElements(parseDerElement(encryptedData, derTags.sequence).content)
  const [, algorithm, encrypted] = listDerElements(info?.content ?? new Uint8Array())
  return decrypted(algorithm?.content, encrypted?.content, password)
}

async function decrypted(
  algorithm: Uint8Array | undefined,
  data: Uint8Array | undefined,
  password: Secret,
): Promise<Uint8Array> {
  const nothing = new Uint8Array()
  const plain = await decryptWithPassword(parseAlgorithm(algorithm ?? nothing), data ?? nothing, password)
  if (plain === undefined) throw new IdpError('KEYS_PKCS12_PASSWORD')
  return plain
}

async function collect(bags: readonly Bag[], password: Secret): Promise<Pkcs12> {
  const privateKeys: Secret<Uint8Array>[] = []
  const certificates: Uint8Array[] = []
  for (const { oid, value } of bags) {
    if (oid === names.keyBag) privateKeys.push(new Secret(value))
    if (oid === names.shroudedKeyBag) {
      const [algorithm, data] = listDerElements(parseDerElement(value, derTags.sequence).content)
      privateKeys.push(new Secret(await decrypted(algorithm?.content, data?.content, password)))
    }
    if (oid === names.certificateBag) certificates.push(...certificateOf(value))
  }
  return { privateKeys, certificates }
}

function certificateOf(value: Uint8Array): readonly Uint8Array[] {
  const [type, certificate] = listDerElements(parseDerElement(value, derTags.sequence).content)
  if (oidFromContent(type?.content ?? new Uint8Array()) !== names.x509Certificate) return []
  return [parseDerElement(certificate?.content ?? new Uint8Array(), derTags.octetString).content]
}
