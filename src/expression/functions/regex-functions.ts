import { IdpError } from '../../errors.ts'
import { countOutput, countWork, type Evaluation } from '../evaluation.ts'
import { findMatches, type Match, matchesWhole, type Pattern } from '../regex.ts'
import { type ExpressionValue, listValue } from '../value.ts'
import { type CallSite, defineFor } from './expression-function.ts'

const define = defineFor('regex')

/** #regex: patterns in Java's syntax on a linear-time engine. A pattern that cannot be read is an error, never null. */
export const regexFunctions = [
  define({
    name: 'replaceFirst',
    parameters: [
      { name: 'input', kind: 'string' },
      { name: 'regex', kind: 'string' },
      { name: 'replacement', kind: 'string' },
    ],
    returns: 'string',
    doc: 'The input with the first match replaced; $1 or ${name} in the replacement stands for a group. null when an argument is null.',
    examples: [
      {
        expression: "#regex.replaceFirst('upper case AND lower case', '([a-z]+)( +)([a-z]+)', '$1_$3')",
        result: '"upper_case AND lower case"',
      },
    ],
    check: ([, regex, replacement], site) => checkPair(regex, replacement, site),
    run: ([input, regex, replacement], site, evaluation) =>
      input === null || regex === null || replacement === null
        ? null
        : replaceMatches(input, site.patterns(regex, evaluation), partsOf(replacement, site), 1, site, evaluation),
  }),
  define({
    name: 'replaceAll',
    parameters: [
      { name: 'input', kind: 'string' },
      { name: 'regex', kind: 'string' },
      { name: 'replacement', kind: 'string' },
      { name: 'more', kind: 'string', rest: true },
    ],
    counts: { min: 3, max: 41 },
    returns: 'string',
    doc: 'The input with every match replaced; further pairs of pattern and replacement work on the result in turn. A last pattern without a replacement changes nothing.',
    examples: [
      {
        expression: "#regex.replaceAll('upper case AND lower case', '([a-z]+)( +)([a-z]+)', '$1_$3')",
        result: '"upper_case AND lower_case"',
      },
      { expression: "#regex.replaceAll('data [1, 2]', '1', 'one', '2', 'two')", result: '"data [one, two]"' },
    ],
    check: ([, ...pairs], site) => {
      for (let at = 0; at < pairs.length; at += 2) checkPair(pairs[at], pairs[at + 1], site)
    },
    run: ([input, regex, replacement, more], site, evaluation) =>
      replacePairs(input, [regex, replacement, ...more], site, evaluation),
  }),
  define({
    name: 'matches',
    parameters: [
      { name: 'input', kind: 'string' },
      { name: 'regex', kind: 'string' },
    ],
    returns: 'boolean',
    doc: 'Whether the whole input matches the pattern. false when the input is null.',
    examples: [
      { expression: "#regex.matches('jdoe42', '[a-z]+[0-9]+')", result: 'true' },
      { expression: "#regex.matches(null, '.*')", result: 'false' },
    ],
    check: ([, regex], site) => checkPair(regex, undefined, site),
    run: ([input, regex], site, evaluation) =>
      input !== null && regex !== null && matchesWhole(site.patterns(regex, evaluation), input, evaluation),
  }),
  define({
    name: 'findAllMatches',
    parameters: [
      { name: 'input', kind: 'string' },
      { name: 'regex', kind: 'string' },
    ],
    returns: 'list',
    doc: 'The parts of the input that match the pattern, from left to right. null when the input is null.',
    examples: [
      { expression: "#regex.findAllMatches('user01@test.com', '(?<=@)[^.]+')", result: '["test"]' },
      { expression: "#regex.findAllMatches('CN=Devs,OU=Groups', '[A-Z]+')", result: '["CN","D","OU","G"]' },
    ],
    check: ([, regex], site) => checkPair(regex, undefined, site),
    run: ([input, regex], site, evaluation) => {
      if (input === null || regex === null) return null
      const found: string[] = []
      for (const match of findMatches(site.patterns(regex, evaluation), input, evaluation)) {
        countOutput(evaluation, 1 + match.end - match.start)
        found.push(match.group(0) ?? '')
      }
      return listValue(found)
    },
  }),
]

function checkPair(regex: ExpressionValue | undefined, replacement: ExpressionValue | undefined, site: CallSite): void {
  if (typeof regex !== 'string') return
  const pattern = site.patterns(regex)
  if (typeof replacement === 'string') for (const part of partsOf(replacement, site)) checkPart(part, pattern, site)
}

function replacePairs(
  input: string | null,
  pairs: readonly (string | null)[],
  site: CallSite,
  evaluation: Evaluation,
): string | null {
  let text = input
  for (let at = 0; at + 1 < pairs.length && text !== null; at += 2) {
    const [regex, replacement] = [pairs[at] ?? null, pairs[at + 1] ?? null]
    if (regex === null || replacement === null) continue
    text = replaceMatches(
      text,
      site.patterns(regex, evaluation),
      partsOf(replacement, site),
      Number.POSITIVE_INFINITY,
      site,
      evaluation,
    )
  }
  return text
}

/** Text, or a group by number or name. */
type ReplacementPart = { readonly text: string } | { readonly digits: string } | { readonly groupName: string }

const partForm = /\\([\s\S])|\$(\d+)|\$\{([A-Za-z][A-Za-z0-9]*)\}|([^\\$]+)/y

/** Java's replacement text: `$1`, `${name}`, and a backslash before a $ or backslash that is meant. */
function partsOf(replacement: string, site: CallSite): readonly ReplacementPart[] {
  const parts: ReplacementPart[] = []
  partForm.lastIndex = 0
  for (let at = 0; at < replacement.length; at = partForm.lastIndex) {
    const match = partForm.exec(replacement)
    if (match === null) throw badReplacement(site, 'a lone $ or \\', '$1, ${name}, \\$ or \\\\')
    const [, escaped, digits, groupName, text] = match
    parts.push(
      digits !== undefined ? { digits } : groupName !== undefined ? { groupName } : { text: escaped ?? text ?? '' },
    )
  }
  return parts
}

const badReplacement = (site: CallSite, found: string, expected: string): IdpError =>
  new IdpError('EXPRESSION_REGEX_INVALID', { column: site.column, found: `a replacement with ${found}`, expected })

/** The group a part stands for and the text after it; `$12` is group 1 and a 2 where there is no group 12. */
function checkPart(part: ReplacementPart, { program }: Pattern, site: CallSite): { group?: number; text: string } {
  if ('text' in part) return part
  const count = program.groupCount()
  if ('groupName' in part) {
    const groups = program.namedGroups()
    const group = Object.hasOwn(groups, part.groupName) ? groups[part.groupName] : undefined
    if (group === undefined) throw badReplacement(site, `the group name ${part.groupName}`, 'a group of the pattern')
    return { group, text: '' }
  }
  for (let length = part.digits.length; length > 0; length -= 1) {
    const group = Number(part.digits.slice(0, length))
    if (group <= count) return { group, text: part.digits.slice(length) }
  }
  throw badReplacement(site, `the group ${part.digits}`, `a group from 0 to ${count}`)
}

function replaceMatches(
  input: string,
  pattern: Pattern,
  replacement: readonly ReplacementPart[],
  times: number,
  site: CallSite,
  evaluation: Evaluation,
): string {
  const parts = replacement.map((part) => checkPart(part, pattern, site))
  const pieces: string[] = []
  const push = (piece: string): void => {
    countOutput(evaluation, piece.length)
    pieces.push(piece)
  }
  let from = 0
  let left = times
  for (const match of findMatches(pattern, input, evaluation)) {
    countWork(evaluation, parts.length)
    push(input.slice(from, match.start))
    for (const part of parts) push(expand(part, match))
    from = match.end
    left -= 1
    if (left === 0) break
  }
  push(input.slice(from))
  return pieces.join('')
}

const expand = (part: { readonly group?: number; readonly text: string }, match: Match): string =>
  (part.group === undefined ? '' : (match.group(part.group) ?? '')) + part.text
