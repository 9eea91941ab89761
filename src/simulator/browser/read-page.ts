/**
 * Reads an HTML page as far as a person needs it to sign in: its forms, its title, its words. As tolerant as browsers are with tags,
 * and nothing more; scripts do not run.
 */
export interface Page {
  readonly title: string
  readonly forms: readonly Form[]
  /** Addresses of links that look like buttons: the way on, where there is no form. */
  readonly waysOn: readonly string[]
  /** Addresses that a browser fetches with the page, as they stand in it: frames and images. */
  readonly fetched: readonly string[]
  /** The words of the page, one line for each block. */
  readonly text: string
  /** What pages of the simulated tenant say of themselves; undefined on all others. */
  readonly outcome: string | undefined
  readonly aadsts: number | undefined
}

export interface Form {
  readonly action: string
  readonly method: 'get' | 'post'
  readonly fields: readonly Field[]
}

export interface Field {
  readonly name: string
  readonly type: string
  readonly value: string
  readonly autocomplete: string
}

export function readPage(html: string): Page {
  const shown = html.replace(/<!--[\s\S]*?-->/g, '').replace(/<(script|style|svg)\b[\s\S]*?<\/\1\s*>/gi, '')
  const [, title = ''] = /<title[^>]*>([\s\S]*?)<\/title>/i.exec(shown) ?? []
  const main = attributesOf(/<main\b([^>]*)>/i.exec(shown)?.[1] ?? '')
  const aadsts = Number(main.get('data-aadsts') || Number.NaN)
  return {
    title: decode(title).trim(),
    forms: [...shown.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form\s*>/gi)].map(([, tag = '', inside = '']) =>
      readForm(tag, inside),
    ),
    waysOn: [...shown.matchAll(/<a\b((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi)]
      .map(([, tag = '']) => attributesOf(tag))
      .filter((attributes) => attributes.get('class') === 'button')
      .flatMap((attributes) => attributes.get('href') ?? []),
    fetched: [...shown.matchAll(/<(?:iframe|img)\b([^>]*)>/gi)].flatMap(
      ([, tag = '']) => attributesOf(tag).get('src') ?? [],
    ),
    text: wordsOf(shown.replace(/<head\b[\s\S]*?<\/head\s*>/i, '')),
    outcome: main.get('data-outcome'),
    aadsts: Number.isNaN(aadsts) ? undefined : aadsts,
  }
}

function readForm(tag: string, inside: string): Form {
  const attributes = attributesOf(tag)
  return {
    action: attributes.get('action') ?? '',
    method: attributes.get('method')?.toLowerCase() === 'post' ? 'post' : 'get',
    fields: [...inside.matchAll(/<(input|button)\b((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi)]
      .map(([, element = '', attributes = '']) => readField(element, attributesOf(attributes)))
      .filter(({ name }) => name !== ''),
  }
}

function readField(element: string, attributes: ReadonlyMap<string, string>): Field {
  return {
    name: attributes.get('name') ?? '',
    type: attributes.get('type')?.toLowerCase() ?? (element.toLowerCase() === 'button' ? 'submit' : 'text'),
    value: attributes.get('value') ?? '',
    autocomplete: attributes.get('autocomplete') ?? '',
  }
}

function attributesOf(tag: string): ReadonlyMap<string, string> {
  const found = tag.matchAll(/([^\s=/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)
  return new Map(
    [...found].map(([, name = '', double, single, bare]) => [
      name.toLowerCase(),
      decode(double ?? single ?? bare ?? ''),
    ]),
  )
}

function wordsOf(html: string): string {
  const blocks = html.replace(
    /<\/?(p|div|h\d|li|tr|form|main|header|footer|section|table|br|ul|ol|label|legend|button)\b[^>]*>/gi,
    '\n',
  )
  const lines = decode(blocks.replace(/<[^>]*>/g, ' ')).split('\n')
  return lines
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n')
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
