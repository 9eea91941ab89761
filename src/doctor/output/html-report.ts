import type { DiagnosedFinding, Diagnosis } from '../diagnosis.ts'
import { plainLine } from './plain-line.ts'

/** One self-contained page to attach to a ticket: no script, no address is loaded. Give it a diagnosis made with `share`. */
export function htmlReport(diagnosis: Diagnosis): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Hybrid join: ${diagnosis.verdict}</title>
<style>${css}</style>
</head>
<body>
<main>
<h1 class="${diagnosis.verdict}">${diagnosis.verdict}</h1>
<p class="summary">${diagnosis.summary}</p>
${diagnosis.findings.filter(({ outcome }) => outcome !== 'ok' && outcome !== 'skipped').map(findingSection)}
<h2>Looked at, and right</h2>
<ul>${diagnosis.findings.filter(({ outcome }) => outcome === 'ok').map(({ title }) => html`<li>${title}</li>`)}</ul>
<h2>Consequences of the above</h2>
<ul>${diagnosis.findings.filter(({ outcome }) => outcome === 'skipped').map(({ title, needs }) => html`<li>${title} (${needs.join(', ')})</li>`)}</ul>
<h2>Inputs</h2>
<ul>${diagnosis.inputs.map(({ source, kind, lines }) => html`<li>${source}, ${lines}: ${kind}</li>`)}</ul>
</main>
</body>
</html>
`
  return page.markup
}

/** Markup that is ours, or went through the tag below. */
class Markup {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
}

type Insert = string | Markup | readonly Markup[]

/** Whatever is put in is escaped, unless it came from this tag itself. */
function html(literals: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  return new Markup(literals.map((literal, index) => `${literal}${markupOf(inserts[index] ?? '')}`).join(''))
}

function markupOf(insert: Insert): string {
  if (insert instanceof Markup) return insert.markup
  if (typeof insert === 'string') return escaped(insert)
  return insert.map(({ markup }) => markup).join('\n')
}

function escaped(text: string): string {
  return plainLine(text).replace(/[&<>"'`=]/g, (character) => `&#${character.charCodeAt(0)};`)
}

function findingSection(finding: DiagnosedFinding): Markup {
  const { outcome, title, id, codes, evidence, causes, fix, wouldTell } = finding
  return html`<section class="${outcome}">
<h2>${title}</h2>
<p class="id">${[id, ...codes, finding.inferred ? 'inferred' : '', finding.device ?? ''].filter((part) => part !== '').join(' · ')}</p>
<dl>${rows(finding)}</dl>
${evidence.length > 0 ? html`<pre>${evidence.map(({ source, line, text }) => html`${source}:${String(line)}: ${text}`)}</pre>` : html``}
${ordered(
  'Causes that fit, the likeliest first',
  causes.map((cause) => cause.title),
)}
${ordered(
  'What to do',
  fix.map(({ where, text }) => (where === 'any' ? text : `${where}: ${text}`)),
)}
${ordered('What would make it certain', wouldTell)}
</section>`
}

function rows({ expected, observed, verify }: DiagnosedFinding): readonly Markup[] {
  const named: readonly (readonly [string, string])[] = [
    ['Expected', expected],
    ['Observed', observed],
    ['To verify', verify],
  ]
  return named.filter(([, text]) => text !== '').map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)
}

function ordered(title: string, items: readonly string[]): Markup {
  return items.length === 0 ? html`` : html`<h3>${title}</h3><ol>${items.map((item) => html`<li>${item}</li>`)}</ol>`
}

const css = new Markup(`
:root{color-scheme:light dark;--fail:#b3261e;--warn:#8a5a00;--ok:#1b6e3c}
body{font:16px/1.5 system-ui,sans-serif;margin:0}main{max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{text-transform:capitalize}h1.problem{color:var(--fail)}h1.warning,h1.unreadable{color:var(--warn)}h1.healthy{color:var(--ok)}
section{border-left:.3rem solid var(--warn);padding:.1rem 1rem;margin:1.5rem 0}section.fail{border-color:var(--fail)}
.id,dt{opacity:.75}dd{margin:0 0 .5rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:.75rem;border:1px solid}
@media(prefers-color-scheme:dark){:root{--fail:#ff8a80;--warn:#ffca60;--ok:#7fd8a0}}
`)
