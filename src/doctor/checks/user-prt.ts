import type { Case } from '../case.ts'
import { causesOfSignInCode } from '../causes/causes-of-code.ts'
import { judgeCauses } from '../causes/judge-causes.ts'
import type { Check, Finding } from '../check.ts'
import { codeWords, remedyWords } from '../code-words.ts'
import type { Fact } from '../fact.ts'
import { findAadsts } from '../grammar.ts'
import { findUserRefusal, findUserSignIn } from '../sign-ins-of.ts'
import { joinWords, ours, say } from '../words.ts'

export const check: Check = {
  id: 'user/prt',
  title: 'The user has a primary refresh token',
  phase: 'sign-in',
  needs: ['device/state', 'device/auth-status'],
  links: ['https://learn.microsoft.com/entra/identity/devices/troubleshoot-primary-refresh-token'],
  run(which) {
    const facts = which.status?.facts
    const prt = facts?.AzureAdPrt
    const isJoined = facts?.AzureAdJoined?.value === 'YES'
    if (prt === undefined || facts === undefined) return undefined
    if (prt.value === 'YES') return { outcome: 'ok', evidence: [prt] }
    // Before the join there can be none: nothing to report beside it.
    if (!isJoined || prt.value !== 'NO') return undefined
    return failedSignIn(which, prt, facts['Attempt Status'], aadstsOf(facts['Server Error Description']))
  },
}

function aadstsOf(description: Fact | undefined): Fact | undefined {
  const number = findAadsts(description?.value ?? '')
  return description && number !== undefined ? { ...description, value: number } : undefined
}

function failedSignIn(which: Case, prt: Fact, status: Fact | undefined, aadsts: Fact | undefined): Finding {
  const codes = [aadsts, status].filter((fact) => fact !== undefined)
  if (codes.length === 0) return withoutAttempt(which, prt)
  const known = codes.find(({ value }) => causesOfSignInCode[value] !== undefined)
  const judged = known && judgeCauses(which, causesOfSignInCode[known.value] ?? [])
  const refusal = findUserRefusal(which)
  const signIn = findUserSignIn(which)?.facts
  const remedy = codes.flatMap(({ value }) => remedyWords(value, 'prt') ?? [])
  return {
    outcome: 'fail',
    title: say`The user got no primary refresh token: ${codes[0]}`,
    codes: codes.map(({ value }) => value),
    observed: joinWords(
      codes.map(({ value }) => codeWords(value, 'prt')),
      '; ',
    ),
    fix: [
      {
        where: 'any',
        text: remedy.length > 0 ? remedy : ours('Collect the AAD/Operational and AAD/Analytic logs of the sign-in.'),
      },
    ],
    ...judged,
    ...(refusal &&
      judged?.proved.length === 0 && {
        causes: [],
        wouldTell: [],
        inferred: false,
        fix: [{ where: 'Joinery', text: say`${refusal}: ${signIn?.means} ${signIn?.fix}` }],
      }),
    evidence: [prt, ...codes, which.status?.facts['Endpoint URI'], ...(judged?.evidence ?? [])],
    verify: ours('Lock and unlock the device; dsregcmd /status shows AzureAdPrt : YES.'),
  }
}

/** No attempt is kept: run elevated or as SYSTEM, or nobody signed in since the join. */
function withoutAttempt({ status }: Case, prt: Fact): Finding {
  const account = status?.facts['Executing Account Name']
  return {
    outcome: 'warn',
    title: say`There is no primary refresh token, and no attempt to get one is shown`,
    evidence: [prt, account],
    inferred: true,
    fix: [
      {
        where: 'Windows',
        text: ours(
          'Run dsregcmd /status as the user, not elevated. If nobody has signed in since the join: sign in anew, or lock and unlock.',
        ),
      },
    ],
    verify: ours('dsregcmd /status, as the user, shows AzureAdPrt : YES.'),
    wouldTell: [ours('dsregcmd /status, run as the user after a sign-in')],
  }
}
