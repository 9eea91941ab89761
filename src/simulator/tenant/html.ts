import type { TenantAnswer } from './tenant-http.ts'

/** Text that is HTML already. */
export interface Html {
  readonly html: string
}

type Part = string | Html | readonly Html[]

/** A tagged template: whatever is put in is escaped, unless it is HTML of this template itself. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: texts.map((text, index) => text + writePart(parts[index] ?? '')).join('') }
}

function writePart(part: Part): string {
  if (typeof part === 'string') return part.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
  return 'html' in part ? part.html : part.map((one) => one.html).join('')
}

export interface Page {
  readonly title: string
  /** For programs that read the page: signed-in, refused, signed-out, ask-… */
  readonly outcome: string
  readonly aadsts?: number
  readonly content: Html
}

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
table{border-collapse:collapse;width:100%}td,th{border-top:1px solid #8884;padding:.3rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
#rules td:first-child{white-space:nowrap}input,button{font:inherit;padding:.4rem .6rem}small{opacity:.75}`

/** Every page of the simulated Microsoft 365 says that it is one. */
export function answerPage(
  { title, outcome, aadsts, content }: Page,
  headers: TenantAnswer['headers'] = {},
): TenantAnswer {
  const code = aadsts === undefined ? '' : String(aadsts)
  const page = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width"><style>${{ html: style }}</style></head>
<body><main data-outcome="${outcome}" data-aadsts="${code}"><h1>${title}</h1>${content}</main>
<footer><small>A simulated Microsoft 365, started by Joinery. Nothing here reaches Microsoft.</small></footer></body></html>`
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors *",
      ...headers,
    },
    body: page.html,
  }
}
