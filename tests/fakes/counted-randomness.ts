import { createHash } from 'node:crypto'
import type { Randomness } from '../../src/ports.ts'

/** Randomness that repeats in every run: bytes and UUIDs from the hash of a seed and a counter. */
export function countedRandomness(seed = 'joinery'): Randomness {
  let counter = 0
  const bytes = (length: number): Uint8Array => {
    const blocks: Uint8Array[] = []
    for (let filled = 0; filled < length; filled += 32)
      blocks.push(createHash('sha256').update(`${seed} ${counter++}`).digest())
    return Uint8Array.from(Buffer.concat(blocks).subarray(0, length))
  }
  return {
    bytes,
    uuid() {
      const hex = Buffer.from(bytes(16)).toString('hex')
      return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join(
        '-',
      )
    },
  }
}
