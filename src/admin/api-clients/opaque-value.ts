import { createHash } from 'node:crypto'
import type { Randomness } from '../../ports.ts'

/**
 * Secrets of API clients and access tokens: 256 random bits, shown once and kept as a hash. One round of SHA-256 is enough: there is
 * no shorter way to such a value than to guess it, so a slow hash would cost only ourselves.
 */
export interface OpaqueValue {
  /** Shown to its owner, and nowhere kept. */
  readonly text: string
  readonly hash: string
}

/** The prefix tells people and scanners of source code what they found. */
export function makeOpaqueValue(prefix: 'jcs_' | 'jat_', randomness: Randomness): OpaqueValue {
  const text = `${prefix}${Buffer.from(randomness.bytes(32)).toString('base64url')}`
  return { text, hash: hashOf(text) }
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64url')
}
