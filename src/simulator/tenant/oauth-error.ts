import { randomUUID } from 'node:crypto'
import { answerJson, clientRequestId, type TenantAnswer, type TenantRequest } from './tenant-http.ts'
import { type TenantState, tenantNow } from './tenant-state.ts'

/**
 * The token endpoint's refusals, in the form of the captured one: the members, their order, and the description with its
 * three trailing facts. The text of 51004 is captured, the others follow public threads; `assumed` where none was found.
 */
const refusals = {
  50006: { error: 'invalid_grant', text: 'Signature verification failed because of an invalid signature.' },
  50008: { error: 'invalid_grant', text: 'SAML token is invalid.' },
  50010: {
    error: 'invalid_grant',
    text: 'Audience URI validation for the app failed since no token audiences were configured.',
  },
  50107: { error: 'invalid_grant', text: "The requested federation realm object '{issuer}' does not exist." },
  5000811: {
    error: 'invalid_grant',
    text: 'Unable to verify token signature. The signing key identifier does not match any valid registered keys.',
  },
  500133: {
    error: 'invalid_grant',
    text: 'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token.',
  },
  51004: {
    error: 'invalid_grant',
    text: 'The user account {EUII Hidden} does not exist in the {tenantId} directory. To sign into this application, the account must be added to the directory.',
  },
  90020: { error: 'invalid_grant', text: 'The SAML 1.1 Assertion is missing ImmutableID of the user.' },
  90002: {
    error: 'invalid_request',
    text: "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.",
  },
  900144: { error: 'invalid_request', text: "The request body must contain the following parameter: '{parameter}'." },
  70003: { error: 'unsupported_grant_type', text: "The app requested an unsupported grant type '{grant}'." },
  70002: { error: 'invalid_client', text: 'Error validating credentials.' },
  500011: {
    error: 'invalid_resource',
    text: 'The resource principal named {resource} was not found in the tenant.',
  },
  50155: { error: 'invalid_grant', text: 'Device authentication failed for this user.' },
  50034: {
    error: 'invalid_grant',
    text: 'The user account {EUII Hidden} does not exist in the {tenantId} directory. To sign into this application, the account must be added to the directory.',
  },
  50074: {
    error: 'interaction_required',
    text: 'Strong Authentication is required.',
  },
  50076: {
    error: 'interaction_required',
    text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '{resource}'.",
  },
  90023: { error: 'invalid_request', text: '{detail}' },
} as const satisfies Record<number, { error: string; text: string }>

export type RefusalCode = keyof typeof refusals

export function isRefusalCode(code: number): code is RefusalCode {
  return Object.hasOwn(refusals, code)
}

/** What stands after the code, with the facts filled in. */
export function refusalText(code: RefusalCode, facts: Readonly<Record<string, string>>): string {
  return refusals[code].text.replace(/\{(\w+)\}/g, (whole, name: string) => facts[name] ?? whole)
}

/** 400 with the whole JSON object that Windows logs. */
export function answerRefusal(
  code: RefusalCode,
  facts: Readonly<Record<string, string>>,
  request: TenantRequest,
  state: TenantState,
): TenantAnswer {
  const { error } = refusals[code]
  const timestamp = `${tenantNow(state).toISOString().slice(0, 19).replace('T', ' ')}Z`
  const traceId = randomUUID()
  const correlationId = clientRequestId(request) ?? randomUUID()
  return answerJson(400, {
    error,
    error_description: `AADSTS${code}: ${refusalText(code, facts)} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
  })
}
