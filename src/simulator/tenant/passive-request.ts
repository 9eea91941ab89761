import { claimValues } from '../../protocol/names/claims.ts'
import type { FederationConfiguration } from './tenant-options.ts'

/** What Entra sends a browser to a federated identity provider with. */
export interface PassiveRequest {
  readonly login: string
  readonly audienceUrn: string
  /** Entra's own state, opaque to everybody else. */
  readonly wctx: string
  readonly clientRequestId?: string
  /** The application asked for `prompt=login`. */
  readonly asksFreshLogin: boolean
  readonly asksSecondFactor: boolean
}

const passwordMethod = 'http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password'

/**
 * The address of a WS-Federation sign-in, with the parameters Entra is seen to send. `prompt=login` is told as promptLoginBehavior
 * says; unset, it is translated.
 */
export function passiveRequestUrl(federation: FederationConfiguration, request: PassiveRequest): string {
  const url = new URL(federation.passiveSignInUri ?? '')
  const parameters: Readonly<Record<string, string>> = {
    ...(request.clientRequestId && { 'client-request-id': request.clientRequestId }),
    username: request.login,
    wa: 'wsignin1.0',
    wtrealm: request.audienceUrn,
    wctx: request.wctx,
    ...(request.asksFreshLogin && freshLogin(federation)),
    ...(request.asksSecondFactor && { wauth: claimValues.multipleAuthn, wfresh: '0' }),
    cbcxt: '',
    mkt: '',
    lc: '',
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.append(name, value)
  return url.href
}

function freshLogin({ promptLoginBehavior }: FederationConfiguration): Readonly<Record<string, string>> {
  if (promptLoginBehavior === 'nativeSupport') return { prompt: 'login' }
  if (promptLoginBehavior === 'disabled') return { wfresh: '0' }
  return { wfresh: '0', wauth: passwordMethod }
}

/** Sign-out of the identity provider's own session. */
export function signOutUrl(signOutUri: string): string {
  const url = new URL(signOutUri)
  url.searchParams.append('wa', 'wsignout1.0')
  return url.href
}
