import type { DiagnosedFinding, Diagnosis, Outcome } from '../diagnosis.ts'
import { plainLine } from './plain-line.ts'

/** The report in SARIF 2.1.0, for tools that collect findings. Give it a diagnosis made with `share`. [SARIF §3] */
export function sarifReport({ findings }: Diagnosis): string {
  const shown = findings.filter(({ outcome }) => outcome !== 'skipped')
  const rules = [...new Map(shown.map((finding) => [finding.id, finding])).values()]
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'joinery doctor',
            rules: rules.map(({ id, links }) => ({ id, ...(links[0] !== undefined && { helpUri: links[0] }) })),
          },
        },
        results: shown.map(resultOf),
      },
    ],
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

const levels: Readonly<Record<Outcome, 'error' | 'warning' | 'none' | 'note'>> = {
  fail: 'error',
  warn: 'warning',
  ok: 'none',
  skipped: 'none',
  crashed: 'note',
}

function resultOf(finding: DiagnosedFinding) {
  const steps = finding.fix.map(({ where, text }) => (where === 'any' ? text : `${where}: ${text}`))
  return {
    ruleId: finding.id,
    level: levels[finding.outcome],
    kind: finding.outcome === 'ok' ? 'pass' : 'fail',
    message: { text: plainLine([finding.title, ...steps].join('. ')) },
    locations: finding.evidence.map(({ source, line, text }) => ({
      physicalLocation: {
        artifactLocation: { uri: encodeURI(plainLine(source)) },
        region: { startLine: Math.max(1, line), snippet: { text: plainLine(text) } },
      },
    })),
    properties: {
      phase: finding.phase,
      codes: finding.codes,
      inferred: finding.inferred,
      causes: finding.causes.map(({ id }) => id),
    },
  }
}
