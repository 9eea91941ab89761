/**
 * Writes DER [X690 §8, §10, §11]. In: values. Out: the bytes of one element, definite length in its shortest form.
 * Only what certificates need; reads nothing, so there is nothing here to verify.
 */

/** An element: its tag octet and its contents. Tags above 30 are not needed. */
export function derElement(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = concat(contents)
  return concat([Uint8Array.of(tag, ...lengthOctets(content.length)), content])
}

export const derSequence = (...elements: readonly Uint8Array[]): Uint8Array => derElement(0x30, ...elements)
export const derSet = (...elements: readonly Uint8Array[]): Uint8Array => derElement(0x31, ...elements)
/** [X690 §8.14] context-specific and constructed, as EXPLICIT tags are. */
export const derExplicit = (number: number, element: Uint8Array): Uint8Array => derElement(0xa0 | number, element)
export const derOctetString = (bytes: Uint8Array): Uint8Array => derElement(0x04, bytes)
export const derUtf8String = (text: string): Uint8Array => derElement(0x0c, new TextEncoder().encode(text))
export const derTrue = Uint8Array.of(0x01, 0x01, 0xff)
export const derNull = Uint8Array.of(0x05, 0x00)

/** [X690 §8.3] a number that is not negative, from its big-endian bytes: no needless zeros, one where the sign bit is set. */
export function derUnsignedInteger(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0)
  const digits = start === -1 ? Uint8Array.of(0) : bytes.subarray(start)
  return derElement(0x02, (digits[0] ?? 0) & 0x80 ? concat([Uint8Array.of(0), digits]) : digits)
}

/** [X690 §8.6] the last `unusedBits` bits of the last byte are not part of it. */
export function derBitString(bytes: Uint8Array, unusedBits = 0): Uint8Array {
  return derElement(0x03, Uint8Array.of(unusedBits), bytes)
}

/** [X690 §8.19] from its dotted form. */
export function derObjectIdentifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return derElement(0x06, Uint8Array.from([40 * first + second, ...rest].flatMap(base128)))
}

/** [RFC5280 §4.1.2.5] UTCTime until 2049, GeneralizedTime after; whole seconds, UTC. */
export function derTime(time: Date): Uint8Array {
  const digits = time.toISOString().replace(/[-:T]|\.\d+/g, '')
  const utc = time.getUTCFullYear() < 2050
  return derElement(utc ? 0x17 : 0x18, new TextEncoder().encode(utc ? digits.slice(2) : digits))
}

function lengthOctets(length: number): readonly number[] {
  if (length < 0x80) return [length]
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return [0x80 | octets.length, ...octets]
}

function base128(value: number): number[] {
  const digits = [value % 128]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift((rest % 128) | 0x80)
  return digits
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}
