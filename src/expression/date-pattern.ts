/**
 * Patterns of java.time.format.DateTimeFormatter, read into parts. What is written to documents and logs is supported;
 * letters that are not are refused by name. English names, weeks as in the United States (from Sunday, the first of January
 * is in week 1), as on a Java machine with its usual settings.
 */
export type PatternPart =
  | { readonly literal: string }
  | { readonly letter: PatternLetter; readonly count: number }
  | { readonly optional: readonly PatternPart[] }

/** The greatest count of each letter, and whether a date can be read from it. docs/expression.md shows this table. */
export const patternLetters = {
  G: { most: 5, reads: true, means: 'era' },
  u: { most: 10, reads: true, means: 'year' },
  y: { most: 10, reads: true, means: 'year of era' },
  Y: { most: 10, reads: false, means: 'week-based year' },
  D: { most: 3, reads: true, means: 'day of year' },
  M: { most: 5, reads: true, means: 'month' },
  L: { most: 5, reads: true, means: 'month' },
  d: { most: 2, reads: true, means: 'day of month' },
  Q: { most: 5, reads: false, means: 'quarter' },
  q: { most: 5, reads: false, means: 'quarter' },
  w: { most: 2, reads: false, means: 'week of year' },
  W: { most: 1, reads: false, means: 'week of month' },
  E: { most: 5, reads: true, means: 'day of week' },
  a: { most: 1, reads: true, means: 'AM or PM' },
  h: { most: 2, reads: true, means: 'hour 1 to 12' },
  K: { most: 2, reads: true, means: 'hour 0 to 11' },
  k: { most: 2, reads: true, means: 'hour 1 to 24' },
  H: { most: 2, reads: true, means: 'hour 0 to 23' },
  m: { most: 2, reads: true, means: 'minute' },
  s: { most: 2, reads: true, means: 'second' },
  S: { most: 9, reads: true, means: 'fraction of a second' },
  V: { most: 2, reads: true, means: 'zone id, VV' },
  z: { most: 4, reads: true, means: 'zone name' },
  O: { most: 4, reads: true, means: 'GMT and offset, O or OOOO' },
  X: { most: 5, reads: true, means: 'offset, Z for none' },
  x: { most: 5, reads: true, means: 'offset' },
  Z: { most: 5, reads: true, means: 'offset' },
} as const satisfies Record<string, { most: number; reads: boolean; means: string }>

export type PatternLetter = keyof typeof patternLetters

export interface PatternProblem {
  readonly found: string
  readonly expected: string
}

export type PatternUse = 'write' | 'read'

/** The parts, or what is wrong with the pattern. */
export function parseDatePattern(pattern: string, use: PatternUse): readonly PatternPart[] | PatternProblem {
  if (pattern.length > 200) return { found: `${pattern.length} characters`, expected: 'up to 200' }
  const sections: PatternPart[][] = [[]]
  for (const [text, letter, quoted, bracket, other] of pattern.matchAll(partForm)) {
    const section = sections.at(-1) ?? []
    if (letter !== undefined) {
      const problem = findLetterProblem(letter, text.length, use)
      if (problem !== undefined) return problem
      section.push({ letter: letter as PatternLetter, count: text.length })
    } else if (bracket === '[') sections.push([])
    else if (bracket === ']') {
      if (!closeSection(sections)) return { found: 'a ] without [', expected: '[ before it' }
    } else if (quoted !== undefined) section.push({ literal: quoted === '' ? "'" : quoted.replaceAll("''", "'") })
    else if (other === undefined || "{}#'".includes(other))
      return { found: `the character ${text}`, expected: 'text in quotes' }
    else section.push({ literal: other })
  }
  return sections.length === 1 ? (sections[0] ?? []) : { found: 'a [ without ]', expected: '] behind it' }
}

const partForm = /([A-Za-z])\1*|'((?:[^']|'')*)'|([[\]])|([\s\S])/g

function closeSection(sections: PatternPart[][]): boolean {
  const optional = sections.length > 1 ? sections.pop() : undefined
  if (optional !== undefined) sections.at(-1)?.push({ optional })
  return optional !== undefined
}

const isLetter = (letter: string): letter is PatternLetter => Object.hasOwn(patternLetters, letter)

function findLetterProblem(letter: string, count: number, use: PatternUse): PatternProblem | undefined {
  const found = `the letter${count > 1 ? 's' : ''} ${letter.repeat(Math.min(count, 12))}`
  if (!isLetter(letter)) return { found, expected: `one of ${Object.keys(patternLetters).join(' ')}` }
  const { most, reads, means } = patternLetters[letter]
  const isOdd = (letter === 'V' && count !== 2) || (letter === 'O' && count !== 1 && count !== 4)
  if (count > most || isOdd) return { found, expected: `${letter} up to ${most} times (${means})` }
  return use === 'read' && !reads ? { found, expected: 'year, month and day' } : undefined
}

export const isProblem = (parsed: readonly PatternPart[] | PatternProblem): parsed is PatternProblem =>
  'found' in parsed

const names = (text: string): readonly string[] => text.split(' ')
export const monthNames = names('January February March April May June July August September October November December')
export const dayNames = names('Sunday Monday Tuesday Wednesday Thursday Friday Saturday')
