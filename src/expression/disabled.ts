import { IdpError } from '../errors.ts'

/**
 * What the Spring language has and this one has not, each refused by its own name with what to use instead.
 * (No access to Java: no types, objects, methods, assignments, beans.)
 */
const instead: Readonly<Record<string, string>> = {
  charAt: '#string.substring(text, n, n + 1)',
  compareTo: '#string.compare(a, b, false)',
  concat: 'a + b',
  contains: "#string.indexOf(text, 'part', 0) >= 0, or #data.containsAny(list, {'item'})",
  endsWith: '#string.endsWith(text, suffix)',
  equals: 'a == b',
  equalsIgnoreCase: '#string.compare(a, b, true) == 0',
  format: '#string.format(format, values...)',
  get: "brackets: list[0], map['key']",
  getBytes: '#string.asBase64Encoded(text)',
  indexOf: '#string.indexOf(text, part, 0)',
  isBlank: '!#string.isNotBlank(text)',
  isEmpty: '!#string.isNotEmpty(text)',
  join: '#string.join(list, separator)',
  lastIndexOf: '#string.lastIndexOf(text, part, 1000000)',
  length: '#string.length(text)',
  matches: "text matches 'pattern'",
  replace: '#string.replace(text, search, replacement, -1)',
  replaceAll: '#regex.replaceAll(text, pattern, replacement)',
  replaceFirst: '#regex.replaceFirst(text, pattern, replacement)',
  size: '#data.size(list)',
  split: '#string.split(text, separators)',
  startsWith: '#string.startsWith(text, prefix)',
  strip: '#string.trim(text)',
  substring: '#string.substring(text, start, end)',
  toLowerCase: '#string.lowerCase(text)',
  toString: "'' + value",
  toUpperCase: '#string.upperCase(text)',
  trim: '#string.trim(text)',
}

export function methodRefusal(name: string, at: number): IdpError {
  const expected = Object.hasOwn(instead, name) ? instead[name] : 'a function of a library, as #string.trim(text)'
  return new IdpError('EXPRESSION_JAVA_METHOD', { column: at + 1, found: `${name}(...)`, expected })
}

export const typeRefusal = (at: number): IdpError =>
  new IdpError('EXPRESSION_TYPE_OPERATOR', {
    column: at + 1,
    found: 'T(...)',
    expected: 'a function of one of the libraries #string, #data, #datetime, #regex, #crypto, #core',
  })

export const instanceofRefusal = (at: number): IdpError =>
  new IdpError('EXPRESSION_INSTANCEOF', { column: at + 1, found: 'instanceof', expected: 'value != null' })

export const assignmentRefusal = (found: string, at: number): IdpError =>
  new IdpError('EXPRESSION_ASSIGNMENT', {
    column: at + 1,
    found,
    expected: found === '=' ? '==' : 'an operator such as + 1',
  })

export const safeNavigationRefusal = (at: number): IdpError =>
  new IdpError('EXPRESSION_SAFE_NAVIGATION', { column: at + 1, found: '?.', expected: 'a plain .' })

export const beanRefusal = (found: string, at: number): IdpError =>
  new IdpError('EXPRESSION_BEAN', { column: at + 1, found, expected: 'a path or a function' })

export const constructorRefusal = (found: string, at: number, primitives: readonly string[]): IdpError =>
  new IdpError('EXPRESSION_CONSTRUCTOR', { column: at + 1, found, expected: primitives.join(', ') })
