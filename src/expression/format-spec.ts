/**
 * Format texts of java.util.Formatter, read into parts: %[index$][flags][width][.precision]conversion.
 * Conversions: b s c d o x e f g (upper case where Java has it), %% and %n. The others of Java (h a t) are refused by name.
 */
export type FormatPart = string | FormatSpec

export interface FormatSpec {
  /** From 1; `next` without an index, `same` for %<s. */
  readonly index: number | 'next' | 'same'
  readonly flags: ReadonlySet<string>
  readonly width: number | undefined
  readonly precision: number | undefined
  readonly conversion: Conversion
  readonly upperCase: boolean
}

/** Which flags each conversion may have, and whether a precision. docs/expression.md shows this table. */
export const conversions = {
  b: { flags: '-', precision: true, means: 'true or false; true for anything else than false and null' },
  s: { flags: '-', precision: true, means: 'text' },
  c: { flags: '-', precision: false, means: 'one character, or the character of a number' },
  d: { flags: '-+ 0,(', precision: false, means: 'whole number' },
  o: { flags: '-#0+ (', precision: false, means: 'whole number, octal' },
  x: { flags: '-#0+ (', precision: false, means: 'whole number, hexadecimal' },
  e: { flags: '-#+ 0(', precision: true, means: 'decimal number with exponent' },
  f: { flags: '-#+ 0,(', precision: true, means: 'decimal number' },
  g: { flags: '-+ 0,(', precision: true, means: 'decimal number, with exponent where that is shorter' },
  '%': { flags: '-', precision: false, means: 'a percent sign' },
  n: { flags: '', precision: false, means: 'a line break' },
} as const satisfies Record<string, { flags: string; precision: boolean; means: string }>

export type Conversion = keyof typeof conversions

export interface FormatProblem {
  readonly found: string
  readonly expected: string
}

const specForm = /%(?:(\d+)\$)?([-#+ 0,(<]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])?/g

/** The parts, or what is wrong with the text. */
export function parseFormat(format: string): readonly FormatPart[] | FormatProblem {
  const parts: FormatPart[] = []
  let from = 0
  for (const match of format.matchAll(specForm)) {
    const spec = specOf(match)
    if ('found' in spec) return spec
    parts.push(format.slice(from, match.index), spec)
    from = match.index + match[0].length
  }
  parts.push(format.slice(from))
  return parts.filter((part) => part !== '')
}

export const isFormatProblem = (parsed: readonly FormatPart[] | FormatProblem): parsed is FormatProblem =>
  'found' in parsed

const isConversion = (letter: string): letter is Conversion => Object.hasOwn(conversions, letter)
const withUpperCase: ReadonlySet<string> = new Set(['B', 'S', 'C', 'X', 'E', 'G'])

function specOf([text, index, flagText = '', width, precision, letter = '']: RegExpExecArray):
  | FormatSpec
  | FormatProblem {
  const conversion = withUpperCase.has(letter) ? letter.toLowerCase() : letter
  const flags = new Set(flagText)
  flags.delete('<')
  if (!isConversion(conversion))
    return { found: text, expected: `one of ${Object.keys(conversions).join(' ')} behind the %` }
  const problem = flagProblem(text, flags, width, precision, conversion)
  if (problem !== undefined) return { found: text, expected: problem }
  return {
    index: flagText.includes('<') ? 'same' : index === undefined ? 'next' : Number(index),
    flags,
    width: width === undefined ? undefined : Number(width),
    precision: precision === undefined ? undefined : Number(precision),
    conversion,
    upperCase: letter !== conversion,
  }
}

function flagProblem(
  text: string,
  flags: ReadonlySet<string>,
  width: string | undefined,
  precision: string | undefined,
  conversion: Conversion,
): string | undefined {
  const rules = conversions[conversion]
  const wrong = [...flags].find((flag) => !(rules.flags as string).includes(flag))
  if (wrong !== undefined) return `%${conversion} without the flag ${wrong}`
  if (precision !== undefined && !rules.precision) return `%${conversion} without a precision`
  if ((flags.has('-') || flags.has('0')) && width === undefined) return 'a width with the flags - and 0'
  if (flags.has('-') && flags.has('0')) return 'only one of the flags - and 0'
  if (flags.has('+') && flags.has(' ')) return 'only one of the flags + and space'
  if (conversion === 'n' && text !== '%n') return '%n alone'
  return undefined
}
