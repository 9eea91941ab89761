/**
 * HTML that escapes by construction: text put into the template is escaped, HTML made by another template is not. The only place that
 * writes angle brackets into a page. Attribute values must stand in double quotes.
 */

/** Made by `html` alone. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export interface PageParts {
  readonly title: string
  readonly content: Html
  readonly script?: string | undefined
}

type Insert = string | Html | undefined | readonly Html[]

export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  return new Html(parts.reduce((text, part, at) => text + written(inserts[at - 1]) + part))
}

function written(insert: Insert): string {
  if (insert === undefined) return ''
  if (typeof insert === 'string') return escaped(insert)
  return insert instanceof Html ? insert.text : insert.map(written).join('')
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? '')
}
