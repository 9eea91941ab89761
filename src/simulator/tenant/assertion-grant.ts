import { randomBytes } from 'node:crypto'
import { cloud } from '../../entra/cloud.ts'
import { type Judgement, judgeAssertion } from './judge-assertion.ts'
import { answerRefusal, isRefusalCode } from './oauth-error.ts'
import { answerJson, type TenantAnswer, type TenantRequest } from './tenant-http.ts'
import { rememberJudgement, type TenantState, tenantNow } from './tenant-state.ts'
import type { SignatureVerifier } from './verify-signature.ts'

const tokenSeconds = 3599
const knownResources: readonly string[] = [cloud.deviceRegistrationResource, cloud.deviceRegistrationAppId]

/** `grant_type=…saml1_1-bearer`: an assertion of the federated identity provider for an access token. */
export async function answerAssertion(
  form: URLSearchParams,
  request: TenantRequest,
  state: TenantState,
  verifier: SignatureVerifier,
): Promise<TenantAnswer> {
  for (const parameter of ['client_id', 'assertion']) {
    if (!form.get(parameter)) return answerRefusal(900144, { parameter }, request, state)
  }
  const resource = form.get('resource') ?? ''
  if (!knownResources.includes(resource)) return answerRefusal(500011, { resource }, request, state)
  const judgement = await judge(form.get('assertion') ?? '', state, verifier)
  if (judgement.outcome === 'refused') return answerRefused(judgement, request, state)
  return answerJson(200, makeAccessToken(resource, judgement, state))
}

/**
 * Judges an assertion given in base64 (most clients) or base64url (MSAL Python), and remembers what was decided;
 * the assertion itself is forgotten.
 */
export async function judge(assertion: string, state: TenantState, verifier: SignatureVerifier): Promise<Judgement> {
  const bytes = Buffer.from(assertion.replaceAll('-', '+').replaceAll('_', '/'), 'base64')
  const judgement = await judgeAssertion(bytes, {
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
  const code = judgement.aadsts ?? 50008
  const issuer = judgement.issuer ?? ''
  return answerRefusal(isRefusalCode(code) ? code : 50008, { tenantId: state.tenantId, issuer }, request, state)
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
