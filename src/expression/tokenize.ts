import { IdpError } from '../errors.ts'

/** `at` and `end` count from 0 in the whole text; columns in errors count from 1. */
export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'symbol' | 'end'
  /** As written; of a string its content, of the end what an error shows. */
  readonly text: string
  readonly at: number
  readonly end: number
}

/** Longest first: `.?[` is a point and `?[`. */
const symbols = [
  ...['?[', '^[', '$[', '![', '?.', '?:', '==', '!=', '<=', '>=', '&&', '||', '++', '--'],
  ...[
    '+',
    '-',
    '*',
    '/',
    '%',
    '^',
    '!',
    '?',
    ':',
    '.',
    ',',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '<',
    '>',
    '=',
    '#',
    '@',
    '&',
  ],
]

const wordForm = /[A-Za-z_][A-Za-z0-9_]*/y
const numberForm = /0[xX][0-9A-Fa-f]*[lL]?|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?[lLfFdD]?/y

/** Reads source[start, end). @throws EXPRESSION_LINE_BREAK, EXPRESSION_CHARACTER, EXPRESSION_STRING_OPEN, EXPRESSION_NUMBER */
export function tokenize(source: string, start: number, end: number): readonly Token[] {
  const tokens: Token[] = []
  const text = source.slice(0, end)
  for (let at = skipBlanks(text, start); at < end; ) {
    const token = nextToken(text, at)
    tokens.push(token)
    at = skipBlanks(text, token.end)
  }
  tokens.push({ kind: 'end', text: 'the end', at: end, end })
  return tokens
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (text[at] === ' ' || text[at] === '\t') at += 1
  return at
}

function nextToken(text: string, at: number): Token {
  const first = text.charAt(at)
  if (first === "'" || first === '"') return stringToken(text, at, first)
  const word = matchAt(wordForm, text, at)
  if (word !== undefined) return { kind: 'word', text: word, at, end: at + word.length }
  const number = matchAt(numberForm, text, at)
  if (number !== undefined) return numberToken(text, at, number)
  const symbol = symbols.find((candidate) => text.startsWith(candidate, at))
  if (symbol === undefined) throw strangeCharacter(text, at)
  return { kind: 'symbol', text: symbol, at, end: at + symbol.length }
}

function matchAt(form: RegExp, text: string, at: number): string | undefined {
  form.lastIndex = at
  return form.exec(text)?.[0]
}

/** The delimiter inside is written twice; there are no backslash escapes. */
function stringToken(text: string, at: number, quote: string): Token {
  let content = ''
  for (let from = at + 1; ; ) {
    const close = text.indexOf(quote, from)
    if (close < 0)
      throw new IdpError('EXPRESSION_STRING_OPEN', { column: at + 1, found: quote, expected: `a closing ${quote}` })
    content += text.slice(from, close)
    const end = close + 1
    if (text[end] !== quote) {
      checkOneLine(text, at, end)
      return { kind: 'string', text: content, at, end }
    }
    content += quote
    from = end + 1
  }
}

function checkOneLine(text: string, at: number, end: number): void {
  const offset = text.slice(at, end).search(/[\r\n]/)
  if (offset >= 0)
    throw new IdpError('EXPRESSION_LINE_BREAK', {
      column: at + offset + 1,
      found: 'a line break',
      expected: 'one line',
    })
}

function numberToken(text: string, at: number, number: string): Token {
  const end = at + number.length
  const tail = matchAt(/[A-Za-z0-9_]+/y, text, end)
  if (tail !== undefined) {
    const expected = 'digits, and at most one of the letters L, F or D behind them'
    throw new IdpError('EXPRESSION_NUMBER', { column: at + 1, found: number + tail, expected })
  }
  return { kind: 'number', text: number, at, end }
}

/** What formatted documents and word processors make of plain characters. */
const lookalikes: Readonly<Record<string, string>> = {
  '\u21d0': '<=',
  '\u2264': '<=',
  '\u2265': '>=',
  '\u2260': '!=',
  '\u2018': "a plain '",
  '\u2019': "a plain '",
  '\u201c': 'a plain "',
  '\u201d': 'a plain "',
  '\u2013': 'a plain -',
  '\u2014': 'a plain -',
  '\u2212': 'a plain -',
  '\u00a0': 'a plain space',
  '\\': 'nothing: no backslash is needed here',
  $: "a name of letters, digits and _, others in brackets: user['amountIn$']",
}

function strangeCharacter(text: string, at: number): IdpError {
  checkOneLine(text, at, at + 1)
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
  const code = `U+${(text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  const found = /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `${character} (${code})` : code
  const expected = Object.hasOwn(lookalikes, character) ? lookalikes[character] : 'a value or an operator'
  return new IdpError('EXPRESSION_CHARACTER', { column: at + 1, found, expected })
}
