import { getCause } from './causes/judge-causes.ts'
import type { Proof } from './check.ts'
import type { DiagnosedFinding } from './diagnosis.ts'
import type { CheckResult } from './run-checks.ts'
import { asItIs, type ShowValue, textOfWords, type Words } from './words.ts'

/** What a check found -> the form of the report. With `share`, evidence is the recognised field and its renamed value, never the line. */
export function renderFinding(
  { check, outcome, finding, needs }: CheckResult,
  device: string | undefined,
  share: ShowValue | undefined,
): DiagnosedFinding {
  const show = share ?? asItIs
  const text = (words: Words | undefined): string => (words === undefined ? '' : textOfWords(words, show))
  const proved = finding.proved ?? []
  return {
    id: check.id,
    outcome,
    title: finding.title ? text(finding.title) : check.title,
    codes: finding.codes ?? [],
    phase: finding.phase ?? check.phase,
    inferred: finding.inferred ?? false,
    evidence: distinct(finding.evidence).map((proof) => evidenceOf(proof, share)),
    expected: text(finding.expected),
    observed: text(finding.observed),
    fix: (finding.fix ?? []).map(({ where, text: words }) => ({ where, text: text(words) })),
    verify: text(finding.verify),
    links: check.links ?? [],
    needs,
    causes: (finding.causes ?? []).map((id) => ({ id, title: getCause(id).title, isProved: proved.includes(id) })),
    wouldTell: (finding.wouldTell ?? []).map(text),
    device: device === undefined ? null : show(device),
  }
}

function evidenceOf(
  { name, value, evidence }: Proof,
  share: ShowValue | undefined,
): DiagnosedFinding['evidence'][number] {
  if (share === undefined) return evidence
  const { source, line } = evidence
  return { source: share(source), line, text: `${name} : ${share(value)}` }
}

/** A line once, though several facts stand in it. */
function distinct(proofs: readonly (Proof | undefined)[]): readonly Proof[] {
  const byLine = new Map<string, Proof>()
  for (const proof of proofs) {
    if (proof === undefined) continue
    const { source, line } = proof.evidence
    const key = `${source}:${line}`
    if (!byLine.has(key)) byLine.set(key, proof)
  }
  return [...byLine.values()]
}
