import type { SecondFactorSettings } from '../../config/second-factor.ts'
import { IdpError } from '../../errors.ts'
import { authenticationDemands } from '../../protocol/names/ws-federation.ts'
import type { PassiveRequest } from '../../protocol/ws-federation/passive-request.ts'
import type { NetworkFacts, SignInDemands } from '../stages.ts'

/**
 * What is demanded of this sign-in, by the relying party or by our own policy. In: wauth and wfresh of a request (untrusted), the policy.
 * Out: SignInDemands, or a refusal: a demand that is not understood must not be dropped. [WSFed12 §13.2.2] Not verified: whether it
 * can be met.
 */
export function demandsOf({ wauth, wfresh }: PassiveRequest, policy: DemandPolicy): SignInDemands {
  const demanded = methodDemanded(wauth)
  const maxAgeMinutes = minutesOf(wfresh)
  if (demanded.secondFactor === 'yes' || !policyDemands(policy))
    return { ...demanded, maxAgeMinutes, mayPutOffSecondFactor: false }
  // Where Kerberos alone would do, putting off would give the relying party less than it asked for.
  const mayPutOffSecondFactor = demanded.secondFactor === 'no' && isGrace(policy)
  return { ...demanded, maxAgeMinutes, secondFactor: 'yes', mayPutOffSecondFactor }
}

export interface DemandPolicy {
  readonly secondFactor: SecondFactorSettings
  readonly network: NetworkFacts
  readonly now: Date
}

function policyDemands({ secondFactor, network }: DemandPolicy): boolean {
  return secondFactor.demand === 'always' || (secondFactor.demand === 'outsideIntranet' && !network.insideIntranet)
}

function isGrace({ secondFactor, now }: DemandPolicy): boolean {
  return secondFactor.graceUntil !== undefined && now.getTime() < Date.parse(secondFactor.graceUntil)
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
