import { randomBytes } from 'node:crypto'
import { cloud } from '../../entra/cloud.ts'
import { type Judgement, judgeAssertion } from './judge-assertion.ts'
import { answerRefusal, isRefusalCode, type RefusalCode } from './oauth-error.ts'
import { answerJson, type TenantAnswer, type TenantRequest } from './tenant-http.ts'
import { rememberJudgement, type TenantState, tenantNow } from './tenant-state.ts'
import { makeUserTokens } from './user-tokens.ts'
import type { SignatureVerifier } from './verify-signature.ts'

const tokenSeconds = 3599
const deviceResources: readonly string[] = [cloud.deviceRegistrationResource, cloud.deviceRegistrationAppId]

/**
 * `grant_type=…saml1_1-bearer`: an assertion of the federated identity provider for an access token. Computers get one for the
 * registration service only; users for whatever their client names, as `resource` (1.0) or `scope` (2.0).
 */
export async function answerAssertion(
  form: URLSearchParams,
  request: TenantRequest,
  state: TenantState,
  verifier: SignatureVerifier,
): Promise<TenantAnswer> {
  const isVersion2 = request.path.toLowerCase().includes('/v2.0/')
  for (const parameter of ['client_id', 'assertion', ...(isVersion2 ? ['scope'] : [])]) {
    if (!form.get(parameter)) return answerRefusal(900144, { parameter }, request, state)
  }
  const resource = isVersion2 ? resourceOfScope(form.get('scope') ?? '') : (form.get('resource') ?? '')
  const isDeviceResource = deviceResources.includes(resource)
  if (!isDeviceResource && !isResourceName(resource)) return answerRefusal(500011, { resource }, request, state)
  const judgement = await judge(form.get('assertion') ?? '', state, verifier)
  if (judgement.outcome === 'refused') return answerRefused(judgement, request, state)
  if (judgement.outcome === 'device') {
    if (!isDeviceResource) return answerRefusal(500011, { resource }, request, state)
    return answerJson(200, makeAccessToken(resource, judgement, state))
  }
  if (state.requiresSecondFactor && !isSecondFactorDone(judgement, state))
    return answerRefusal(50076, { resource }, request, state)
  const granted = makeAccessToken(resource, judgement, state)
  return answerJson(200, makeUserTokens({ granted, form, isVersion2, judgement }, state))
}

/** A native client cannot be sent anywhere: what the assertion does not say has to be asked interactively. */
function isSecondFactorDone({ hasSecondFactor, issuer }: Judgement, state: TenantState): boolean {
  const domain = [...state.domains.values()].find(({ federation }) => federation?.issuerUri === issuer)
  return hasSecondFactor && domain?.federation?.federatedIdpMfaBehavior !== 'rejectMfaByFederatedIdp'
}

/** `https://graph.microsoft.com/.default openid` names Graph; so does a bare `User.Read`. */
function resourceOfScope(scope: string): string {
  const named = scope.split(/\s+/).find((part) => part.includes('/'))
  return named === undefined ? `https://${cloud.graphHost}` : named.slice(0, named.lastIndexOf('/'))
}

/** An address or an application id; which of them the tenant has is not simulated. */
function isResourceName(resource: string): boolean {
  return /^(https:\/\/[\w.-]+(\/.*)?|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(resource)
}

/** Judges an assertion given in base64 (most clients) or base64url (MSAL Python). */
export async function judge(assertion: string, state: TenantState, verifier: SignatureVerifier): Promise<Judgement> {
  return judgeBytes(Buffer.from(assertion.replaceAll('-', '+').replaceAll('_', '/'), 'base64'), state, verifier)
}

/** Judges an assertion and remembers what was decided; the assertion itself is forgotten. */
export async function judgeBytes(
  assertion: Uint8Array,
  state: TenantState,
  verifier: SignatureVerifier,
): Promise<Judgement> {
  const judgement = await judgeAssertion(assertion, {
    now: tenantNow(state),
    audienceUrn: state.audienceUrn,
    domains: [...state.domains.values()],
    users: state.directory.users,
    verifier,
  })
  rememberJudgement(state, judgement)
  return judgement
}

export function answerRefused(judgement: Judgement, request: TenantRequest, state: TenantState): TenantAnswer {
  const { code, facts } = refusalOf(judgement, state)
  return answerRefusal(code, facts, request, state)
}

/** The code that a refused assertion is answered with, and what its text names. */
export function refusalOf(
  { aadsts = 50008, issuer = '' }: Judgement,
  { tenantId }: TenantState,
): { readonly code: RefusalCode; readonly facts: Readonly<Record<string, string>> } {
  return { code: isRefusalCode(aadsts) ? aadsts : 50008, facts: { tenantId, issuer } }
}

function makeAccessToken(resource: string, judgement: Judgement, state: TenantState): Record<string, string> {
  const now = tenantNow(state)
  const token = randomBytes(48).toString('base64url')
  const expiresAt = new Date(now.getTime() + tokenSeconds * 1000)
  for (const [old, { expiresAt: end }] of state.accessTokens) if (end < now) state.accessTokens.delete(old)
  state.accessTokens.set(token, { resource, expiresAt, device: judgement.device })
  return {
    token_type: 'Bearer',
    scope: 'user_impersonation',
    expires_in: String(tokenSeconds),
    ext_expires_in: String(tokenSeconds),
    expires_on: String(Math.floor(expiresAt.getTime() / 1000)),
    not_before: String(Math.floor(now.getTime() / 1000)),
    resource,
    access_token: token,
  }
}
