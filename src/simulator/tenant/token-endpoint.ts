import { cloud } from '../../entra/cloud.ts'
import { answerAssertion } from './assertion-grant.ts'
import { makeNonce } from './nonces.ts'
import { answerRefusal } from './oauth-error.ts'
import { answerPrimaryRefreshToken } from './primary-refresh-token.ts'
import { answerJson, type TenantAnswer, type TenantRequest } from './tenant-http.ts'
import type { TenantState } from './tenant-state.ts'
import type { SignatureVerifier } from './verify-signature.ts'

/** `POST /{tenant}/oauth2/token`: the grants that a hybrid join and a sign-in on Windows use. */
export async function answerToken(
  request: TenantRequest,
  state: TenantState,
  verifier: SignatureVerifier,
): Promise<TenantAnswer> {
  const tenant = request.params.tenant ?? ''
  if (!isThisTenant(tenant, state)) return answerRefusal(90002, { tenant }, request, state)
  const form = new URLSearchParams(Buffer.from(request.body).toString('utf8'))
  const grant = form.get('grant_type')
  if (grant === null) return answerRefusal(900144, { parameter: 'grant_type' }, request, state)
  switch (grant) {
    case cloud.grants.saml11Bearer:
      return answerAssertion(form, request, state, verifier)
    case cloud.grants.serverChallenge:
      return answerJson(200, { Nonce: makeNonce(state) })
    case cloud.grants.jwtBearer:
      return answerPrimaryRefreshToken(form, request, state, verifier)
    default:
      return answerRefusal(70003, { grant }, request, state)
  }
}

/** `common` stands for whatever tenant the assertion belongs to; a verified domain stands for its tenant. */
export function isThisTenant(name: string, state: TenantState): boolean {
  const asked = name.toLowerCase()
  return asked === 'common' || asked === 'organizations' || asked === state.tenantId || state.domains.has(asked)
}
