import { randomBytes } from 'node:crypto'
import { type PendingSignIn, type TenantState, tenantNow } from './tenant-state.ts'

const pendingMs = 3_600_000
const contextPrefix = 'LoginOptions=3&estsredirect=2&estsrequest='
/** Entra's own state is a compressed and encrypted request; an identity provider must bring back that much untouched. */
const stateBytes = 1200

/** Returns the wctx, long as Entra's. */
export function rememberPending(pending: PendingSignIn, state: TenantState): string {
  const now = tenantNow(state).getTime()
  for (const [old, { at }] of state.pendingSignIns) if (at.getTime() + pendingMs < now) state.pendingSignIns.delete(old)
  const wctx = contextPrefix + randomBytes(stateBytes).toString('base64url')
  state.pendingSignIns.set(wctx, pending)
  return wctx
}

/** The sign-in a wctx belongs to, once; undefined for a wctx that is not ours, or was changed on the way. */
export function takePending(wctx: string, state: TenantState): PendingSignIn | undefined {
  const found = state.pendingSignIns.get(wctx)
  state.pendingSignIns.delete(wctx)
  return found
}
