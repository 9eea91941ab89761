import { createHash } from 'node:crypto'
import type { CounterKey } from '../ports/password-counters.ts'
import type { PasswordAttempt } from '../ports.ts'

const longestUsername = 256

/**
 * Whose wrong passwords an attempt is counted with. User names that nobody has share 65,536 slots: they are counted as
 * known ones are, fill no table however many there are, and nobody can read from a slot what was typed.
 */
export function counterKeyOf({ gateway, account, username }: PasswordAttempt): CounterKey {
  const slot = slotOf(username)
  return { gatewayId: gateway.id, accountKey: account?.objectSid ?? `unknown/${slot}` }
}

function slotOf(username: string): string {
  const normal = username.slice(0, longestUsername).normalize('NFKC').trim().toLowerCase()
  return createHash('sha256').update(normal).digest('hex').slice(0, 4)
}
