import { randomUUID } from 'node:crypto'
import { answerJson, clientRequestId, type TenantAnswer, type TenantRequest } from './tenant-http.ts'
import { type TenantState, tenantNow } from './tenant-state.ts'

/** ErrorType values that were seen of the registration service. */
export type RegistrationErrorType = 'DirectoryError' | 'AuthenticationError' | 'BadRequest'

/** 400 with ErrorDetails [MS-DVRJ §2.2.3.1]. */
export function answerErrorDetails(
  type: RegistrationErrorType,
  message: string,
  request: TenantRequest,
  state: TenantState,
): TenantAnswer {
  return answerJson(400, {
    ErrorType: type,
    Message: message,
    TraceId: clientRequestId(request) ?? randomUUID(),
    Time: tenantNow(state).toISOString(),
  })
}
