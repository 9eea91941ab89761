import type { Case } from './case.ts'
import type { Fact } from './fact.ts'
import { findGuid } from './grammar.ts'
import type { JoinerySignIn } from './readings/joinery-readings.ts'

/** The entries of Joinery's log that belong to a case, and what their stages noted. */

const isAnswered = ({ facts }: JoinerySignIn): boolean => facts.outcome?.value !== 'challenged'

/** Passwords are a user's; a ticket is a computer's when its name ends in `$`, or was not known yet. */
function isOfDevice({ facts }: JoinerySignIn): boolean {
  if (/usernamemixed|activeSignInUri|wsfed/i.test(facts.endpoint?.value ?? '')) return false
  return /^[^@]*\$(?:@|$)/.test(facts.principal?.value ?? '$')
}

/** The computer's own, of the latest join where there is one. */
export function findDeviceSignIn(which: Case): JoinerySignIn | undefined {
  const belonging = which.attempt === undefined ? which.all('joinery-sign-in') : which.attempt.signIns
  return belonging.findLast((signIn) => isAnswered(signIn) && isOfDevice(signIn))
}

/** The user's that the status tells of, by trace id or by the id of the request; else the last one. */
export function findUserSignIn(which: Case): JoinerySignIn | undefined {
  const users = which.all('joinery-sign-in').filter((signIn) => isAnswered(signIn) && !isOfDevice(signIn))
  const told = which.status?.facts
  const description = told?.['Server Error Description']?.value ?? ''
  const ids = [description, told?.['Correlation ID']?.value ?? '']
    .flatMap((text) => text.match(guids) ?? [])
    .map((id) => id.toLowerCase())
  const named = users.filter(({ facts }) =>
    [facts.traceId, facts.clientRequestId].some((id) => ids.includes(findGuid(id?.value ?? '') ?? '')),
  )
  return named.at(-1) ?? users.at(-1)
}

const guids = /[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/g

export function stageFact(signIn: JoinerySignIn | undefined, stage: string, name: string): Fact | undefined {
  return signIn?.stages.find((row) => row.stage.value === stage)?.facts[name]
}

/** The code with which Joinery refused the computer; of these, where any are named. */
export function findRefusal(which: Case, ...codes: readonly string[]): Fact | undefined {
  return oneOf(findDeviceSignIn(which), codes)
}

/** The same of the user. */
export function findUserRefusal(which: Case, ...codes: readonly string[]): Fact | undefined {
  return oneOf(findUserSignIn(which), codes)
}

function oneOf(signIn: JoinerySignIn | undefined, codes: readonly string[]): Fact | undefined {
  const code = signIn?.facts.code
  return code !== undefined && (codes.length === 0 || codes.includes(code.value)) ? code : undefined
}
