/**
 * Nothing goes out that this sign-in has not proved. In: the mapped claims, the facts behind them. Out: nothing, or a refusal: a claim
 * about the sign-in whose value is not the fact, a value anywhere that speaks of a second factor when none was proved, a user who
 * would pass for a computer. Whatever attribute or expression it came from: the settings are checked for the same, but cannot know
 * what the directory holds. [SAMLCore11 §2.4.3, §2.4.4] Not verified here: the facts, which `authenticate` proved.
 */
import type { Application } from '../../config/application.ts'
import { factExpression, findFactClaim, statesDevice, statesSecondFactor } from '../../config/fact-claims.ts'
import { IdpError } from '../../errors.ts'
import type { Claim, Claims, FoundEntry } from '../stages.ts'
import type { SignInVariables } from './sign-in-variables.ts'

export interface Proved {
  readonly found: FoundEntry
  readonly application: Application
  readonly variables: SignInVariables
  readonly isDevice: boolean
}

/** Throws MAP_FACT_NOT_PROVED, MAP_SECOND_FACTOR_NOT_PROVED, MAP_NOT_A_DEVICE. */
export function requireProved({ nameIdentifier, attributes }: Claims, proved: Proved): void {
  requireNoOtherSecondFactor('Subject', [nameIdentifier.value], proved)
  for (const claim of attributes) {
    requireFact(claim, proved)
    requireNoOtherSecondFactor(claim.name, claim.values, proved)
    requireDevice(claim, proved)
  }
}

function requireFact({ name, namespace, values }: Claim, { found, variables }: Proved): void {
  const fact = findFactClaim(name, namespace)
  if (fact === undefined) return
  const proved = fact.facts.flatMap((path) => {
    const [root = '', rest = ''] = path.split('.')
    const value = variables[root]?.[rest] ?? null
    return value === null ? [] : [String(value)]
  })
  const other = values.find((value) => !proved.includes(value))
  if (other === undefined) return
  throw new IdpError('MAP_FACT_NOT_PROVED', {
    ...{ claim: name, states: fact.states, dn: found.entry.dn, observed: other.slice(0, 200) },
    ...{ expected: proved.length === 0 ? 'nothing' : proved.join(' or '), expression: factExpression(fact.facts[0]) },
  })
}

function requireNoOtherSecondFactor(claim: string, values: readonly string[], { found, application }: Proved): void {
  if (found.principal.authentication.secondFactor !== undefined) return
  const observed = values.find(statesSecondFactor)
  if (observed === undefined) return
  const expression = application.attributes.find(({ name }) => name === claim)?.value
  throw new IdpError('MAP_SECOND_FACTOR_NOT_PROVED', {
    ...{ claim, expression, dn: found.entry.dn, observed: observed.slice(0, 200) },
  })
}

function requireDevice({ name, namespace, values }: Claim, { found, isDevice }: Proved): void {
  if (isDevice || !values.some((value) => statesDevice(name, namespace, value))) return
  throw new IdpError('MAP_NOT_A_DEVICE', { claim: name, dn: found.entry.dn, userType: found.userType.name })
}
