import type { DiagnosedFinding, Diagnosis } from '../../doctor/diagnosis.ts'
import type { RoadFix, RoadState } from './road-step.ts'

/** What a step has to say, before its title and its place on the road. */
export interface Judgement {
  readonly state: RoadState
  readonly reason: string
  readonly fix?: readonly RoadFix[]
}

export interface JudgedChecks {
  /** Ids of checks. A failure of any is a problem. */
  readonly checks: readonly string[]
  /** One of these must have been found well, or nothing was looked at. */
  readonly proofs: readonly string[]
  /** What the console and the scripts can do beside what the finding says. */
  readonly fix?: readonly RoadFix[]
}

/** The worst that the doctor found by these checks; a warning is a problem here, for the road asks whether all is well. */
export function judgeFindings(
  { findings }: Pick<Diagnosis, 'findings'>,
  { checks, proofs, fix = [] }: JudgedChecks,
): Judgement {
  const about = findings.filter(({ id }) => checks.includes(id))
  const wrong = ['fail', 'crashed', 'warn'].flatMap((outcome) =>
    about.filter((finding) => finding.outcome === outcome),
  )[0]
  if (wrong) return { state: 'problem', reason: sentence(wrong.title), fix: [...fix, ...textFixes(wrong)] }
  const skipped = about.find(({ outcome }) => outcome === 'skipped')
  const proof = about.find(({ id, outcome }) => proofs.includes(id) && outcome === 'ok')
  if (proof === undefined)
    return {
      state: 'unknown',
      reason: skipped ? `Not looked at: ${skipped.title}` : 'The server could not look at it. Check again.',
    }
  return { state: 'done', reason: reasonOf(about.filter(({ outcome }) => outcome === 'ok')) }
}

const textFixes = ({ fix }: DiagnosedFinding): readonly RoadFix[] =>
  fix.map(({ where, text }) => ({ kind: 'text', where, text }))

const reasonOf = (findings: readonly DiagnosedFinding[]): string =>
  findings.map(({ title }) => sentence(title)).join(' ')

export const sentence = (text: string): string => (text === '' || /[.!?]$/.test(text) ? text : `${text}.`)
