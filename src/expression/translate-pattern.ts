import { IdpError } from '../errors.ts'

/**
 * Java's pattern syntax for an engine that has RE2's. What means the same passes, what has another spelling is respelled
 * (\p{Alpha}, A), and what is missing, or would silently mean something else, is refused by name.
 */

/** @throws EXPRESSION_REGEX_UNSUPPORTED */
export function translatePattern(pattern: string, column: number): string {
  const reader: Reader = { pattern, at: 0, classDepth: 0, column }
  let translated = ''
  while (reader.at < pattern.length) translated += nextPart(reader)
  return translated
}

interface Reader {
  readonly pattern: string
  readonly column: number
  at: number
  /** 1 inside [...]. */
  classDepth: number
}

function nextPart(reader: Reader): string {
  const { pattern, at } = reader
  const character = pattern.charAt(at)
  if (character === '\\') return escapePart(reader)
  if (reader.classDepth > 0) return classPart(reader, character)
  if (character === '[') return openClass(reader)
  refuseOutside(reader)
  reader.at += 1
  return character
}

interface Refusal {
  readonly form: RegExp
  readonly found: string
  readonly expected: string
}

const refusals: readonly Refusal[] = [
  { form: /\(\?=/y, found: 'a lookahead (?=...)', expected: 'a group, and $1 in the replacement' },
  { form: /\(\?!/y, found: 'a negative lookahead (?!...)', expected: 'a second pattern, joined with and / not' },
  { form: /\(\?>/y, found: 'an atomic group (?>...)', expected: 'a plain group (?:...)' },
  { form: /(?:[*+?]|\{\d+(?:,\d*)?\})\+/y, found: 'a possessive quantifier', expected: 'the quantifier without the +' },
]

function refuseOutside(reader: Reader): void {
  for (const { form, found, expected } of refusals) {
    form.lastIndex = reader.at
    if (form.test(reader.pattern)) throw refused(reader, found, expected)
  }
}

function openClass(reader: Reader): string {
  const [opening = '['] = /^\[\^?\]?/.exec(reader.pattern.slice(reader.at)) ?? []
  reader.at += opening.length
  reader.classDepth = 1
  return opening.endsWith(']') ? `${opening.slice(0, -1)}\\]` : opening
}

function classPart(reader: Reader, character: string): string {
  if (character === '[') throw refused(reader, 'a class inside a class', 'one class, or \\[ for the bracket')
  if (reader.pattern.startsWith('&&', reader.at)) throw refused(reader, 'an intersection of classes (&&)', 'one class')
  if (character === ']') reader.classDepth = 0
  reader.at += 1
  return character
}

const escapes: readonly Refusal[] = [
  { form: /\\[1-9]/y, found: 'a backreference', expected: 'the text or pattern itself' },
  { form: /\\k/y, found: 'a backreference \\k<name>', expected: 'the text or pattern itself' },
  { form: /\\G/y, found: '\\G', expected: '^ or nothing' },
  { form: /\\Z/y, found: '\\Z', expected: '\\z or $' },
  { form: /\\R/y, found: '\\R', expected: '(?:\\r\\n|[\\n\\r])' },
  { form: /\\X/y, found: '\\X', expected: '.' },
  { form: /\\[hH]/y, found: '\\h', expected: '[ \\t]' },
  { form: /\\[vV]/y, found: '\\v', expected: '[\\n\\r\\f]' },
  { form: /\\N/y, found: '\\N{...}', expected: 'the character itself' },
  { form: /\\c/y, found: '\\c', expected: '\\x and two hexadecimal digits' },
  { form: /\\0/y, found: 'an octal escape', expected: '\\x and two hexadecimal digits' },
  { form: /\\b\{/y, found: '\\b{...}', expected: '\\b' },
]

/** The classes of POSIX that Java spells \p{...}, for US-ASCII only. */
const posixClasses: Readonly<Record<string, string>> = {
  Lower: 'lower',
  Upper: 'upper',
  ASCII: 'ascii',
  Alpha: 'alpha',
  Digit: 'digit',
  Alnum: 'alnum',
  Punct: 'punct',
  Graph: 'graph',
  Print: 'print',
  Blank: 'blank',
  Cntrl: 'cntrl',
  XDigit: 'xdigit',
  Space: 'space',
}

function escapePart(reader: Reader): string {
  for (const { form, found, expected } of escapes) {
    form.lastIndex = reader.at
    if (form.test(reader.pattern)) throw refused(reader, found, expected)
  }
  const rest = reader.pattern.slice(reader.at)
  const quoted = reader.classDepth === 0 ? /^\\Q([\s\S]*?)(?:\\E|$)/.exec(rest) : null
  if (quoted !== null) return respell(reader, quoted[0], (quoted[1] ?? '').replace(/[\\^$.|?*+()[\]{}]/g, '\\$&'))
  const unicode = /^\\u([0-9A-Fa-f]{4})/.exec(rest)
  if (unicode !== null) return respell(reader, unicode[0], `\\x{${unicode[1]}}`)
  const property = /^\\([pP])\{(\w+)\}/.exec(rest)
  const posix = property && Object.hasOwn(posixClasses, property[2] ?? '') ? posixClasses[property[2] ?? ''] : undefined
  if (property === null || posix === undefined) return respell(reader, rest.slice(0, 2), rest.slice(0, 2))
  const named = `[:${property[1] === 'P' ? '^' : ''}${posix}:]`
  return respell(reader, property[0], reader.classDepth > 0 ? named : `[${named}]`)
}

function respell(reader: Reader, from: string, to: string): string {
  reader.at += from.length
  return to
}

const refused = (reader: Reader, found: string, expected: string): IdpError =>
  new IdpError('EXPRESSION_REGEX_UNSUPPORTED', { column: reader.column, found, expected })
