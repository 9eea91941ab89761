import type { Random } from '../unit/protocol/xml/mutate-xml.ts'

/** One to four changes to a Negotiate token: an octet, a cut, a doubled or foreign stretch, a length field blown up. */
export function mutateToken(token: Uint8Array, random: Random): Uint8Array {
  const below = (limit: number): number => Math.floor(random() * limit)
  let bytes = Buffer.from(token)
  for (let round = below(4); round >= 0 && bytes.length > 1; round -= 1) {
    // Most of the structure is at the front.
    const at = below(3) === 0 ? below(bytes.length) : below(Math.min(bytes.length, 220))
    const kind = below(8)
    if (kind < 4) bytes[at] = below(256)
    else if (kind === 4) bytes = bytes.subarray(0, at)
    else if (kind === 5) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(below(bytes.length))])
    else if (kind === 6)
      bytes = Buffer.concat([bytes.subarray(0, at), Buffer.alloc(below(40), below(256)), bytes.subarray(at)])
    else bytes.fill(0xff, at, Math.min(bytes.length, at + 1 + below(4)))
  }
  return bytes
}
