/**
 * Ten codes for the day the telephone is lost. In: randomness, or a code as somebody types it (untrusted). Out: codes to show once, and
 * the hashes that are kept. A plain hash is enough: nobody guesses 80 random bits [SP800-63B §3.1.2]. Not verified here: whether a code is good,
 * which storage decides, once for each.
 */
import { createHash } from 'node:crypto'
import type { FactorOwner } from '../ports/second-factors.ts'
import type { Randomness } from '../ports.ts'

const recoveryCodeCount = 10

/** No I, L, O, U: they are mistaken for others. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export function makeRecoveryCodes(randomness: Pick<Randomness, 'bytes'>): readonly string[] {
  return Array.from({ length: recoveryCodeCount }, () => {
    // 256 is a multiple of 32: every letter is as likely.
    const text = [...randomness.bytes(16)].map((byte) => letters[byte % 32]).join('')
    return (text.match(/.{4}/g) ?? []).join('-')
  })
}

/** The same for every way to write the code; another for every person. */
export function hashRecoveryCode({ gatewayId, objectSid }: FactorOwner, code: string): string {
  const written = code
    .slice(0, 100)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return createHash('sha256')
    .update(JSON.stringify([gatewayId, objectSid, written]))
    .digest('hex')
}
