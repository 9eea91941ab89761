import type { DiagnosedFinding, Diagnosis } from '../diagnosis.ts'
import { plainLine } from './plain-line.ts'

/** The report as Markdown for a ticket. Give it a diagnosis made with `share`. Evidence is fenced; nothing from an input is live. */
export function markdownReport(diagnosis: Diagnosis): string {
  const wrong = diagnosis.findings.filter(
    ({ outcome }) => outcome === 'fail' || outcome === 'warn' || outcome === 'crashed',
  )
  const right = diagnosis.findings.filter(({ outcome }) => outcome === 'ok')
  const skipped = diagnosis.findings.filter(({ outcome }) => outcome === 'skipped')
  const blocks = [
    `# Hybrid join: ${diagnosis.verdict}`,
    escaped(diagnosis.summary),
    ...wrong.map(findingBlock),
    ...(right.length > 0
      ? [`## Looked at, and right\n\n${right.map(({ title }) => `- ${escaped(title)}`).join('\n')}`]
      : []),
    ...(skipped.length > 0
      ? [
          `## Consequences\n\n${skipped.map(({ title, needs }) => `- ${escaped(title)}: after ${needs.join(', ')}`).join('\n')}`,
        ]
      : []),
    `## Inputs\n\n${diagnosis.inputs.map(({ source, kind, lines }) => `- ${escaped(source)}, lines ${lines}: ${escaped(kind)}`).join('\n')}`,
  ]
  return `${blocks.join('\n\n')}\n`
}

function findingBlock(finding: DiagnosedFinding): string {
  const { evidence, causes, fix, wouldTell } = finding
  const rows = [
    ['Check', `\`${finding.id}\``],
    ['Outcome', `${finding.outcome}${finding.inferred ? ', inferred' : ''}`],
    ['Codes', finding.codes.map((code) => `\`${plainLine(code)}\``).join(' ')],
    ['Device', escaped(finding.device ?? '')],
    ['Expected', escaped(finding.expected)],
    ['Observed', escaped(finding.observed)],
    ['To verify', escaped(finding.verify)],
  ].filter(([, value]) => value !== '')
  return [
    `## ${escaped(finding.title)}`,
    rows.map(([name, value]) => `- **${name}:** ${value}`).join('\n'),
    list(
      'Causes that fit, the likeliest first',
      causes.map(({ title, isProved }) => escaped(isProved ? `${title} (proved)` : title)),
      true,
    ),
    evidence.length > 0 ? fenced(evidence.map(({ source, line, text }) => `${source}:${line}: ${text}`)) : '',
    list(
      'What to do',
      fix.map(({ where, text }) => escaped(where === 'any' ? text : `${where}: ${text}`)),
      true,
    ),
    list('What would make it certain', wouldTell.map(escaped), false),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function list(title: string, rows: readonly string[], isOrdered: boolean): string {
  return rows.length === 0
    ? ''
    : `${title}:\n\n${rows.map((row, index) => `${isOrdered ? `${index + 1}.` : '-'} ${row}`).join('\n')}`
}

/** The fence is longer than any run of backticks inside. */
function fenced(lines: readonly string[]): string {
  const text = lines.map(plainLine).join('\n')
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${text}\n${fence}`
}

/** What Markdown or HTML would act on is escaped, and addresses are broken so that no viewer makes them links. */
function escaped(text: string): string {
  return plainLine(text)
    .replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&')
    .replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/:\/\//g, ':&#47;&#47;')
    .replace(/\bwww\./gi, 'www&#46;')
    .replace(/@/g, '&#64;')
}
