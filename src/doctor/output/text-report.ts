import type { DiagnosedFinding, Diagnosis, Outcome } from '../diagnosis.ts'
import { plainLine } from './plain-line.ts'

/** The report for a terminal: the paragraph, then what is wrong with its proof and its remedy, then in a few lines what is right. */

export interface TextOptions {
  readonly width: number
  readonly hasColour: boolean
  /** Every finding in full, also the good ones. */
  readonly isVerbose?: boolean
}

type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green'
const styles: Readonly<Record<Style, string>> = { bold: '1', dim: '2', red: '31', yellow: '33', green: '32' }

const marks: Readonly<Record<Outcome, readonly [string, Style]>> = {
  fail: ['✗', 'red'],
  warn: ['!', 'yellow'],
  ok: ['✓', 'green'],
  skipped: ['·', 'dim'],
  crashed: ['?', 'yellow'],
}
const verdictStyles: Readonly<Record<Diagnosis['verdict'], Style>> = {
  healthy: 'green',
  warning: 'yellow',
  problem: 'red',
  unreadable: 'yellow',
}

export function textReport(diagnosis: Diagnosis, options: TextOptions): string {
  const paint = (text: string, style: Style): string =>
    options.hasColour ? `\x1b[${styles[style]}m${text}\x1b[0m` : text
  const page: Page = { paint, width: Math.max(40, Math.min(options.width, 120)) }
  const shown = diagnosis.findings.filter(
    ({ outcome }) => options.isVerbose || (outcome !== 'ok' && outcome !== 'skipped'),
  )
  const blocks = [
    [
      paint(diagnosis.verdict.toUpperCase(), verdictStyles[diagnosis.verdict]),
      ...wrap(page, diagnosis.summary, '', ''),
    ],
    ...shown.map((finding) => findingLines(page, finding)),
    options.isVerbose ? [] : briefly(page, diagnosis.findings),
    footer(page, diagnosis),
  ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

interface Page {
  readonly paint: (text: string, style: Style) => string
  readonly width: number
}

function findingLines(page: Page, finding: DiagnosedFinding): readonly string[] {
  const [mark, style] = marks[finding.outcome]
  const { paint } = page
  const device = finding.device === null ? '' : ` (${plainLine(finding.device)})`
  const labelled = (label: string, text: string): readonly string[] =>
    text === '' ? [] : wrap(page, text, `    ${paint(label.padEnd(labelWidth), 'dim')} `, indent)
  return [
    ...wrap(page, `${finding.title}${device}`, `${paint(mark, style)} `, '  ').map((line, index) =>
      index === 0 ? paint(line, 'bold') : line,
    ),
    `    ${paint([finding.id, ...finding.codes, finding.inferred ? 'inferred' : ''].filter((part) => part !== '').join('  '), 'dim')}`,
    ...finding.evidence
      .slice(0, evidenceLimit)
      .flatMap(({ source, line, text }) => labelled('proof', `${source}:${line}: ${cut(text)}`)),
    ...labelled('expected', finding.expected),
    ...labelled('observed', finding.observed),
    ...causeLines(finding, labelled),
    ...finding.fix.flatMap(({ where, text }) => labelled('fix', where === 'any' ? text : `${where}: ${text}`)),
    ...labelled('verify', finding.verify),
    ...finding.wouldTell.flatMap((input) => labelled('tells', input)),
    ...(finding.needs.length > 0 ? labelled('after', finding.needs.join(', ')) : []),
    ...finding.links.flatMap((link) => labelled('see', link)),
  ]
}

const labelWidth = 8
const indent = ' '.repeat(4 + labelWidth + 1)
const evidenceLimit = 6

function causeLines(
  { causes }: DiagnosedFinding,
  labelled: (label: string, text: string) => readonly string[],
): readonly string[] {
  const [only, second] = causes
  if (only && second === undefined) return labelled('cause', only.title)
  return causes.flatMap(({ title }, index) => labelled(`cause ${index + 1}`, title))
}

function cut(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

function briefly(page: Page, findings: readonly DiagnosedFinding[]): readonly string[] {
  const good = new Set(findings.filter(({ outcome }) => outcome === 'ok').map(({ title }) => title))
  const skipped = findings.filter(({ outcome }) => outcome === 'skipped')
  const right = good.size > listedGood ? [`${good.size} checks found nothing wrong (--verbose lists them)`] : [...good]
  return [
    ...right.flatMap((title) => wrap(page, title, `${page.paint('✓', 'green')} `, '  ')),
    ...skipped.flatMap(({ title, needs }) =>
      wrap(page, `${title} (follows from ${needs.join(', ')})`, `${page.paint('·', 'dim')} `, '  '),
    ),
  ]
}

/** More than these would push what is wrong off the screen. */
const listedGood = 5

function footer(page: Page, { inputs, notes }: Diagnosis): readonly string[] {
  const read = inputs
    .slice(0, inputLimit)
    .flatMap(({ source, kind, lines }) =>
      wrap(page, `${source}:${lines} ${kind}`, page.paint('read  ', 'dim'), '      '),
    )
  const more = inputs.length > inputLimit ? [page.paint(`read  … and ${inputs.length - inputLimit} more`, 'dim')] : []
  return [
    ...read,
    ...more,
    ...notes
      .slice(0, inputLimit)
      .flatMap(({ source, text }) => wrap(page, `${source}: ${text}`, page.paint('note  ', 'dim'), '      ')),
  ]
}

const inputLimit = 20

/** Breaks at blanks; a longer word, such as a command's argument or an address, stays whole so that it can be copied. */
function wrap({ width }: Page, text: string, first: string, rest: string): string[] {
  const lines: string[] = []
  let line = first
  let length = rest.length
  let isEmpty = true
  for (const word of plainLine(text).split(' ')) {
    if (!isEmpty && length + 1 + word.length > width) {
      lines.push(line)
      line = rest
      length = rest.length
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    length += word.length + (isEmpty ? 0 : 1)
    isEmpty = false
  }
  return [...lines, line]
}
