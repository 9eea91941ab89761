import { randomBytes } from 'node:crypto'
import { type TenantState, tenantNow } from './tenant-state.ts'

const nonceMs = 5 * 60_000

/** A value good once, for five minutes. */
export function makeNonce(state: TenantState): string {
  const now = tenantNow(state).getTime()
  for (const [nonce, endsAt] of state.nonces) if (endsAt < now) state.nonces.delete(nonce)
  const nonce = randomBytes(32).toString('base64url')
  state.nonces.set(nonce, now + nonceMs)
  return nonce
}

/** True once for a nonce given out by this tenant and not yet old. */
export function takeNonce(nonce: string, state: TenantState): boolean {
  const endsAt = state.nonces.get(nonce)
  state.nonces.delete(nonce)
  return endsAt !== undefined && endsAt >= tenantNow(state).getTime()
}
