/**
 * RC2 in CBC mode, to read [RFC2268 §4]. Windows and older OpenSSL hide the certificates of a PKCS #12 file with it, 40 bits strong: no
 * protection, and OpenSSL 3 does not have it any more. Nothing is ever written with it. In: key, IV, bytes. Out: bytes without padding;
 * undefined when the padding is wrong, as it is with another key.
 */
export function decryptRc2(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array | undefined {
  if (data.length === 0 || data.length % 8 !== 0 || iv.length !== 8) return undefined
  const words = expandKey(key)
  const plain = new Uint8Array(data.length)
  for (let start = 0; start < data.length; start += 8) {
    const block = decryptBlock(words, data.subarray(start, start + 8))
    const before = start === 0 ? iv : data.subarray(start - 8, start)
    for (const [index, octet] of block.entries()) plain[start + index] = octet ^ (before[index] ?? 0)
  }
  const padding = plain.at(-1) ?? 0
  const isPadded = padding >= 1 && padding <= 8 && plain.subarray(-padding).every((octet) => octet === padding)
  return isPadded ? plain.subarray(0, -padding) : undefined
}

/** [RFC2268 §2] With as many effective bits as the key has. */
function expandKey(key: Uint8Array): Uint16Array {
  const bytes = new Uint8Array(128)
  bytes.set(key)
  const at = (index: number): number => bytes[index] ?? 0
  for (let index = key.length; index < 128; index += 1)
    bytes[index] = permuted((at(index - 1) + at(index - key.length)) & 0xff)
  bytes[128 - key.length] = permuted(at(128 - key.length))
  for (let index = 127 - key.length; index >= 0; index -= 1)
    bytes[index] = permuted(at(index + 1) ^ at(index + key.length))
  return Uint16Array.from({ length: 64 }, (_, index) => at(2 * index) | (at(2 * index + 1) << 8))
}

const shifts = [1, 2, 3, 5] as const

/** [RFC2268 §4] Five rounds of mixing, a mash, six, a mash, five; all of it backwards. */
function decryptBlock(words: Uint16Array, block: Uint8Array): Uint8Array {
  const r = Uint16Array.from({ length: 4 }, (_, index) => (block[2 * index] ?? 0) | ((block[2 * index + 1] ?? 0) << 8))
  const at = (index: number): number => r[index & 3] ?? 0
  for (let round = 15; round >= 0; round -= 1) {
    for (let index = 3; index >= 0; index -= 1) {
      const shift = shifts[index] ?? 0
      const turned = (at(index) >>> shift) | (at(index) << (16 - shift))
      const key = words[4 * round + index] ?? 0
      r[index] = turned - key - (at(index + 3) & at(index + 2)) - (~at(index + 3) & at(index + 1))
    }
    if (round === 11 || round === 5)
      for (let index = 3; index >= 0; index -= 1) r[index] = at(index) - (words[at(index + 3) & 63] ?? 0)
  }
  return Uint8Array.from({ length: 8 }, (_, index) => (at(index >> 1) >>> (index % 2 === 0 ? 0 : 8)) & 0xff)
}

/** [RFC2268 §2] PITABLE. */
const table = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb6266fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
)

function permuted(octet: number): number {
  return table[octet] ?? 0
}
