import { countOutput, type Evaluation } from '../evaluation.ts'
import { textOf } from '../text-of.ts'
import { intValue, listValue } from '../value.ts'
import { defineFor, type Parameter } from './expression-function.ts'
import { stringConversionFunctions } from './string-conversion-functions.ts'

const define = defineFor('string')

const input = { name: 'input', kind: 'string' } as const satisfies Parameter

/** #string: text. Positions count UTF-16 code units from 0, as in Java; null goes in and comes out. */
export const stringFunctions = [
  define({
    name: 'isNotEmpty',
    parameters: [input],
    returns: 'boolean',
    doc: 'Whether the text is neither null nor empty.',
    examples: [
      { expression: "#string.isNotEmpty('InputData')", result: 'true' },
      { expression: "#string.isNotEmpty('')", result: 'false' },
    ],
    run: ([text]) => text !== null && text !== '',
  }),
  define({
    name: 'isNotBlank',
    parameters: [input],
    returns: 'boolean',
    doc: 'Whether the text is neither null nor empty nor only white space.',
    examples: [{ expression: "#string.isNotBlank(' ')", result: 'false' }],
    run: ([text]) => text !== null && !isBlank(text),
  }),
  define({
    name: 'upperCase',
    parameters: [input],
    returns: 'string',
    doc: 'The text in upper case.',
    examples: [{ expression: "#string.upperCase('john')", result: '"JOHN"' }],
    run: ([text], _, evaluation) => text && made(text.toUpperCase(), evaluation),
  }),
  define({
    name: 'lowerCase',
    parameters: [input],
    returns: 'string',
    doc: 'The text in lower case.',
    examples: [{ expression: "#string.lowerCase('LOWER')", result: '"lower"' }],
    run: ([text], _, evaluation) => text && made(text.toLowerCase(), evaluation),
  }),
  define({
    name: 'trim',
    parameters: [input],
    returns: 'string',
    doc: 'The text without white space at its start and end.',
    examples: [{ expression: "#string.trim(' No Padding ')", result: '"No Padding"' }],
    run: ([text], _, evaluation) => text && made(trimmed(text), evaluation),
  }),
  define({
    name: 'substring',
    parameters: [input, { name: 'start', kind: 'int' }, { name: 'end', kind: 'int' }],
    returns: 'string',
    doc: 'The part from start up to, not including, end. Negative positions count from the end of the text; an empty text when start is not left of end.',
    examples: [
      { expression: "#string.substring('example input for substring demo', 8, 13)", result: '"input"' },
      { expression: "#string.substring('example input for substring demo', -24, -19)", result: '"input"' },
    ],
    run: ([text, start, end], _, evaluation) => text && made(text.slice(start, end), evaluation),
  }),
  define({
    name: 'startsWith',
    parameters: [input, { name: 'prefix', kind: 'string' }],
    returns: 'boolean',
    doc: 'Whether the text starts with the prefix, in the same case; true when both are null.',
    examples: [{ expression: "#string.startsWith('InputData', 'In')", result: 'true' }],
    run: ([text, prefix]) => (text === null || prefix === null ? text === prefix : text.startsWith(prefix)),
  }),
  define({
    name: 'endsWith',
    parameters: [input, { name: 'suffix', kind: 'string' }],
    returns: 'boolean',
    doc: 'Whether the text ends with the suffix, in the same case; true when both are null.',
    examples: [{ expression: "#string.endsWith('InputData', 'Data')", result: 'true' }],
    run: ([text, suffix]) => (text === null || suffix === null ? text === suffix : text.endsWith(suffix)),
  }),
  define({
    name: 'split',
    parameters: [input, { name: 'separators', kind: 'string' }],
    returns: 'list',
    doc: 'The parts between the separators: each character is one, several in a row count once; null separates at white space.',
    examples: [
      { expression: "#string.split('Administrator, User, Guest', ', ')", result: '["Administrator","User","Guest"]' },
      { expression: "#string.split('a  b', null)", result: '["a","b"]' },
    ],
    run: ([text, separators], _, evaluation) => {
      if (text === null) return null
      const parts = split(text, separators)
      countOutput(evaluation, text.length + parts.length)
      return listValue(parts)
    },
  }),
  define({
    name: 'join',
    parameters: [
      { name: 'values', kind: 'list' },
      { name: 'separator', kind: 'string' },
    ],
    returns: 'string',
    doc: 'The elements with the separator between them, those that are null left out; null when the list is null.',
    examples: [
      { expression: "#string.join({'Administrator', 'User', 'Guest'}, ', ')", result: '"Administrator, User, Guest"' },
      { expression: "#string.join({'John', null, 'Doe'}, ', ')", result: '"John, Doe"' },
    ],
    run: ([values, separator], _, evaluation) => {
      if (values === null) return null
      const texts = values.filter((value) => value !== null).map((value) => made(textOf(value), evaluation))
      countOutput(evaluation, texts.length * (separator ?? '').length)
      return texts.join(separator ?? '')
    },
  }),
  define({
    name: 'indexOf',
    parameters: [input, { name: 'searchStr', kind: 'string' }, { name: 'fromIndex', kind: 'int' }],
    returns: 'int',
    doc: 'The first position of the search text at or after fromIndex (negative: 0), or -1.',
    examples: [{ expression: "#string.indexOf('To find and return index or return -1', 'return', -1)", result: '12' }],
    run: ([text, search, from]) => intValue(text === null || search === null ? -1 : text.indexOf(search, from)),
  }),
  define({
    name: 'lastIndexOf',
    parameters: [input, { name: 'searchStr', kind: 'string' }, { name: 'fromIndex', kind: 'int' }],
    returns: 'int',
    doc: 'The last position of the search text at or before fromIndex (negative: 0), or -1.',
    examples: [
      { expression: "#string.lastIndexOf('To find and return index or return -1', 'return', 50)", result: '28' },
    ],
    run: ([text, search, from]) => intValue(text === null || search === null ? -1 : text.lastIndexOf(search, from)),
  }),
  define({
    name: 'length',
    parameters: [input],
    returns: 'int',
    doc: 'The number of characters (UTF-16 code units); 0 for null.',
    examples: [{ expression: "#string.length('Input')", result: '5' }],
    run: ([text]) => intValue(text?.length ?? 0),
  }),
  define({
    name: 'replace',
    parameters: [
      input,
      { name: 'searchStr', kind: 'string' },
      { name: 'replacement', kind: 'string' },
      { name: 'max', kind: 'int' },
    ],
    returns: 'string',
    doc: 'The text with the search text replaced, max times at most (-1: always). Nothing is replaced when an argument is null or the search text empty.',
    examples: [
      {
        expression: "#string.replace('input values replaced by input replacement', 'in', 'out', -1)",
        result: '"output values replaced by output replacement"',
      },
    ],
    run: ([text, search, replacement, max], _, evaluation) =>
      text === null || !search || replacement === null ? text : replace(text, search, replacement, max, evaluation),
  }),
  define({
    name: 'compare',
    parameters: [
      { name: 'str1', kind: 'string' },
      { name: 'str2', kind: 'string' },
      { name: 'ignoreCase', kind: 'boolean' },
    ],
    returns: 'int',
    doc: 'Negative, 0 or positive as the first text comes before, equals or comes after the second, by code units; null comes first.',
    examples: [{ expression: "#string.compare('Input', 'INPUT', true)", result: '0' }],
    run: ([left, right, ignoreCase]) => intValue(compare(left, right, ignoreCase)),
  }),
  define({
    name: 'firstNonEmpty',
    parameters: [
      { name: 'value1', kind: 'string' },
      { name: 'more', kind: 'string', rest: true },
    ],
    counts: { min: 1, max: 10 },
    returns: 'string',
    doc: 'The first of up to 10 values that is neither null nor empty, else null.',
    examples: [{ expression: "#string.firstNonEmpty(null, '', 'first', 'second')", result: '"first"' }],
    run: ([value, more]) => [value, ...more].find((text) => text !== null && text !== '') ?? null,
  }),
  define({
    name: 'firstNonBlank',
    parameters: [
      { name: 'value1', kind: 'string' },
      { name: 'more', kind: 'string', rest: true },
    ],
    counts: { min: 1, max: 10 },
    returns: 'string',
    doc: 'The first of up to 10 values that is neither null nor empty nor only white space, else null.',
    examples: [{ expression: "#string.firstNonBlank(null, '', ' ', 'first')", result: '"first"' }],
    run: ([value, more]) => [value, ...more].find((text) => text !== null && !isBlank(text)) ?? null,
  }),
  ...stringConversionFunctions,
]

function made(text: string, evaluation: Evaluation): string {
  countOutput(evaluation, text.length)
  return text
}

/** What Java calls white space; a no-break space is none. */
const white = '[\\t-\\r\\x1c-\\x20\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000]'
const blankForm = new RegExp(`^${white}*$`)
const whiteForm = new RegExp(white)

const isBlank = (text: string): boolean => blankForm.test(text)

/** Java's trim: everything up to U+0020. */
function trimmed(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && text.charAt(start) <= ' ') start += 1
  while (end > start && text.charAt(end - 1) <= ' ') end -= 1
  return text.slice(start, end)
}

function split(text: string, separators: string | null): readonly string[] {
  const isSeparator = (character: string): boolean =>
    separators === null ? whiteForm.test(character) : separators.includes(character)
  const parts: string[] = []
  let start = 0
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && !isSeparator(text.charAt(at))) continue
    if (at > start) parts.push(text.slice(start, at))
    start = at + 1
  }
  return parts
}

function replace(text: string, search: string, replacement: string, max: number, evaluation: Evaluation): string {
  const pieces: string[] = []
  let from = 0
  for (let left = max; left !== 0; left -= 1) {
    const at = text.indexOf(search, from)
    if (at < 0) break
    countOutput(evaluation, at - from + replacement.length)
    pieces.push(text.slice(from, at), replacement)
    from = at + search.length
  }
  return pieces.join('') + made(text.slice(from), evaluation)
}

/** Java's compareTo: the difference of the first code units that differ, else of the lengths. */
function compare(left: string | null, right: string | null, ignoreCase: boolean): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null)
  const fold = (text: string, at: number): number => {
    const character = text.charAt(at)
    return (ignoreCase ? character.toUpperCase().charAt(0).toLowerCase() : character).charCodeAt(0)
  }
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = fold(left, at) - fold(right, at)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
