import type { Case } from './case.ts'
import { checks } from './check-list.ts'
import { type DiagnosedFinding, type DiagnosedInput, type Diagnosis, outcomes, phases } from './diagnosis.ts'
import { type Input, type ReadInput, readInput } from './intake/read-input.ts'
import { joinCases } from './join-cases.ts'
import { kindsOfNames } from './output/kinds-of-names.ts'
import { shareValues } from './output/share-values.ts'
import { byteReaders, lineReaders } from './readers/reader-list.ts'
import { renderFinding } from './render-finding.ts'
import { type CheckResult, runChecks } from './run-checks.ts'
import { summarize } from './summarize.ts'
import { asItIs, type ShowValue, textOfWords } from './words.ts'

// What the library is called with and gives; package.json exports this file as joinery/doctor.
export type { Diagnosis, Input }

export interface DiagnoseOptions {
  /** Only these checks. */
  readonly only?: readonly string[]
  /** With --live: the time ages are judged against. */
  readonly now?: Date
  /** For a report that is passed on: names, ids and addresses become pseudonyms, values of no known type are left out. */
  readonly share?: boolean
}

/** Whatever Windows, Entra, AD or an identity provider printed -> the cause, the proof and the fix. Never throws for what is in an input. */
export function diagnose(inputs: Iterable<Input>, options: DiagnoseOptions = {}): Diagnosis {
  const read: ReadInput[] = []
  for (const input of inputs) read.push(readInput(input, { lineReaders, byteReaders }))
  return diagnoseRead(read, options)
}

function diagnoseRead(read: readonly ReadInput[], options: DiagnoseOptions): Diagnosis {
  const share = options.share ? shareValues(kindsOfNames(read.flatMap(({ readings }) => readings))) : undefined
  const show = share ?? asItIs
  const cases = joinCases(
    read.flatMap(({ readings }) => readings),
    options.now,
  )
  const judged = cases.map((which) => ({ which, results: inOrder(runChecks(which, checks, options.only)) }))
  const findings = distinct(judged.flatMap(({ which, results }) => render(which, results, cases.length > 1, share)))
  return {
    version: 1,
    verdict: verdictOf(findings, read),
    summary: textOfWords(summarize(judged), show),
    phase: phaseOf(findings),
    devices: cases.flatMap(({ device }) => device ?? []).map(show),
    inputs: read.flatMap(({ parts }) => parts).map((part) => inputOf(part, show)),
    findings,
    // A note may quote its input.
    notes: options.share ? [] : read.flatMap(({ notes }) => notes),
  }
}

/** What is worst first; what happened to the device before what stands in settings. */
function inOrder(results: readonly CheckResult[]): readonly CheckResult[] {
  const rank = ({ check, outcome, finding }: CheckResult): number =>
    outcomes.indexOf(outcome) * phases.length + phases.indexOf(finding.phase ?? check.phase)
  return results.toSorted((one, other) => rank(one) - rank(other))
}

/** Of the failure, also where a setting is its cause. */
function phaseOf(findings: readonly DiagnosedFinding[]): Diagnosis['phase'] {
  const failed = findings.filter(({ outcome }) => outcome === 'fail')
  if (failed.length === 0) return null
  const happened = [...failed, ...findings.filter(({ outcome }) => outcome === 'skipped')]
  return (happened.find(({ phase }) => phase !== 'settings') ?? failed[0])?.phase ?? null
}

function render(which: Case, results: readonly CheckResult[], areSeveral: boolean, share: ShowValue | undefined) {
  return results.map((result) => renderFinding(result, areSeveral ? which.device : undefined, share))
}

/** What is said of inputs that belong to no device is said once, not for each. */
function distinct(findings: readonly DiagnosedFinding[]): readonly DiagnosedFinding[] {
  const byText = new Map(
    findings
      .toReversed()
      .map((finding) => [JSON.stringify([finding.id, finding.outcome, finding.title, finding.evidence]), finding]),
  )
  return findings.filter((finding) => [...byText.values()].includes(finding))
}

function inputOf({ source, kind, firstLine, lastLine }: ReadInput['parts'][number], show: ShowValue): DiagnosedInput {
  return { source: show(source), kind, lines: `${firstLine}-${lastLine}` }
}

function verdictOf(findings: readonly DiagnosedFinding[], read: readonly ReadInput[]): Diagnosis['verdict'] {
  if (read.every(({ readings }) => readings.length === 0)) return 'unreadable'
  if (findings.some(({ outcome }) => outcome === 'fail')) return 'problem'
  return findings.some(({ outcome }) => outcome === 'warn' || outcome === 'crashed') ? 'warning' : 'healthy'
}
