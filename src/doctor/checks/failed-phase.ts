import type { JoinPhase } from '../attempt.ts'
import type { Case } from '../case.ts'
import { causesOfJoinCode } from '../causes/causes-of-code.ts'
import { judgeCauses } from '../causes/judge-causes.ts'
import type { Finding } from '../check.ts'
import { codeWords, remedyWords } from '../code-words.ts'
import type { Fact } from '../fact.ts'
import type { Fix } from '../fix.ts'
import { findDeviceSignIn, findRefusal } from '../sign-ins-of.ts'
import { joinWords, say, type Words } from '../words.ts'

/** What a failed phase of a join comes to: its codes, what could have led to them, what to do. Shared by the checks of the four phases. */
export function failedPhase(
  which: Case,
  phase: JoinPhase,
  reasons: readonly (Fact | undefined)[],
  title: Words,
): Finding {
  const codes = reasons.filter((fact) => fact !== undefined)
  const known = codes.find(({ value }) => causesOfJoinCode[value] !== undefined)
  const judged = known && judgeCauses(which, causesOfJoinCode[known.value] ?? [])
  const refusal = phase === 'auth' ? refusalFix(which) : []
  const isRefusalNamed = (judged?.proved.length ?? 0) > 0
  const remedies = codes
    .flatMap(({ value }) => remedyWords(value, phase) ?? [])
    .map((text) => ({ where: 'any', text: [text].flat() }))
  const fallback = remedies.length > 0 ? remedies.slice(0, 1) : [collect]
  return {
    outcome: 'fail',
    title,
    phase,
    codes: [...new Set(codes.map(({ value }) => value))].filter((code) => /^(?:AADSTS|0x)/.test(code)),
    observed: joinWords(
      codes.map(({ value }) => codeWords(value, phase)),
      '; ',
    ),
    ...judged,
    evidence: [...codes, ...(judged?.evidence ?? [])],
    ...(refusal.length > 0 && !isRefusalNamed && { causes: [], wouldTell: [], inferred: false }),
    fix: refusal.length > 0 && !isRefusalNamed ? refusal : judged ? judged.fix : fallback,
    verify: say`Run dsregcmd /join /debug again as SYSTEM (psexec -s -i cmd), with the fallback to sync join off, and give the output to the doctor.`,
  }
}

const collect: Fix = {
  where: 'any',
  text: say`No remedy is known for this code: collect the User Device Registration and AAD logs of that time, and the log of the identity provider.`,
}

/** Joinery's own log says what it refused and what to do. */
function refusalFix(which: Case): readonly Fix[] {
  const code = findRefusal(which)
  const { means, fix } = findDeviceSignIn(which)?.facts ?? {}
  if (code === undefined || fix === undefined) return []
  return [{ where: 'Joinery', text: say`${code}: ${means} ${fix}` }]
}
