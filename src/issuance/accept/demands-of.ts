import { IdpError } from '../../errors.ts'
import { authenticationDemands } from '../../protocol/names/ws-federation.ts'
import type { PassiveRequest } from '../../protocol/ws-federation/passive-request.ts'
import type { SignInDemands } from '../stages.ts'

/**
 * What the relying party demands of this sign-in. In: wauth and wfresh of a request (untrusted). Out: SignInDemands, or a refusal: a
 * demand that is not understood must not be dropped. [WSFed12 §13.2.2] Not verified: whether it can be met.
 */
export function demandsOf({ wauth, wfresh }: PassiveRequest): SignInDemands {
  return { ...methodDemanded(wauth), maxAgeMinutes: minutesOf(wfresh) }
}

function methodDemanded(wauth: string | undefined): Pick<SignInDemands, 'method' | 'secondFactor'> {
  if (wauth === undefined || wauth === '') return { method: undefined, secondFactor: 'no' }
  const { password, windows, multipleAuthn, wiaOrMultiAuthn } = authenticationDemands
  const isOneOf = (names: readonly string[]): boolean => names.includes(wauth)
  if (isOneOf(password)) return { method: 'password', secondFactor: 'no' }
  if (isOneOf(windows)) return { method: 'kerberos', secondFactor: 'no' }
  if (isOneOf(multipleAuthn)) return { method: undefined, secondFactor: 'yes' }
  if (isOneOf(wiaOrMultiAuthn)) return { method: undefined, secondFactor: 'unlessKerberos' }
  throw new IdpError('ACCEPT_WAUTH_UNSUPPORTED', { observed: wauth.slice(0, 200) })
}

function minutesOf(wfresh: string | undefined): number | undefined {
  if (wfresh === undefined || wfresh === '') return undefined
  if (!/^\d{1,7}$/.test(wfresh)) throw new IdpError('ACCEPT_WFRESH_MALFORMED', { observed: wfresh.slice(0, 40) })
  return Number(wfresh)
}
