import { z } from 'zod'
import { answerJson, answerNothing, parseJsonBody, type TenantAnswer, type TenantRequest } from './tenant-http.ts'
import { syncedDirectory } from './tenant-options.ts'
import type { TenantState } from './tenant-state.ts'

/** What no real tenant has: the strings a rehearsal pulls. Below /simulator, with the control token. */

/** `PUT /simulator/directory`: one cycle of Entra Connect; what it brings replaces what was there. */
export function syncDirectory(request: TenantRequest, state: TenantState): TenantAnswer {
  const read = syncedDirectory.safeParse(parseJsonBody(request))
  if (!read.success) return answerJson(400, { message: z.prettifyError(read.error) })
  state.directory = read.data
  return answerNothing(204)
}

/** `PUT /simulator/clock`: how far the tenant's clock goes ahead of this machine's. */
export function setClock(request: TenantRequest, state: TenantState): TenantAnswer {
  const read = z.strictObject({ offsetMs: z.number() }).safeParse(parseJsonBody(request))
  if (!read.success) return answerJson(400, { message: z.prettifyError(read.error) })
  state.clockOffsetMs = read.data.offsetMs
  return answerNothing(204)
}

/** `PUT /simulator/policy`: whether Conditional Access demands a second factor of every user. */
export function setPolicy(request: TenantRequest, state: TenantState): TenantAnswer {
  const read = z.strictObject({ requiresSecondFactor: z.boolean() }).safeParse(parseJsonBody(request))
  if (!read.success) return answerJson(400, { message: z.prettifyError(read.error) })
  state.requiresSecondFactor = read.data.requiresSecondFactor
  return answerNothing(204)
}

/** `GET /simulator/judgements`: what was decided about each assertion, rule by rule, and what that rests on. */
export function answerJudgements(_request: TenantRequest, state: TenantState): TenantAnswer {
  return answerJson(200, { value: state.judgements })
}

/** `DELETE /simulator/devices`: as if no device had ever joined and no browser signed in. */
export function forgetDevices(_request: TenantRequest, state: TenantState): TenantAnswer {
  state.devices.clear()
  state.browserSessions.clear()
  state.pendingSignIns.clear()
  return answerNothing(204)
}
