import { type Document, isScalar, LineCounter, parseDocument, visit, type YAMLError } from 'yaml'
import type { Problem } from './problem.ts'
import { findRawPath } from './setting-path.ts'

/** A YAML (or JSON) text as a plain value, with the lines its settings stand on. Hostile text is refused, never run. */
export interface YamlReading {
  /** undefined when there are problems. */
  readonly value: unknown
  readonly problems: readonly Problem[]
  /** The line of a setting, or of the nearest one around it. */
  lineOf(path: string): number | undefined
}

const largestText = 1024 * 1024
/** More uses of anchors than anybody writes by hand: a text that unfolds without end. */
const mostAliases = 100

export function parseYaml(text: string): YamlReading {
  if (text.length > largestText)
    return unreadable([yamlProblem(undefined, `it is longer than ${largestText} characters`, 'make it shorter')])
  const lines = new LineCounter()
  const options = {
    lineCounter: lines,
    prettyErrors: false,
    strict: true,
    logLevel: 'error',
    uniqueKeys: false,
  } as const
  const document = parseDocument(text, options)
  const wrong = [...document.errors, ...document.warnings, ...repeatedKeys(document)].map((error) =>
    describe(error, lines),
  )
  if (wrong.length > 0) return unreadable(wrong)
  try {
    const value: unknown = document.toJS({ maxAliasCount: mostAliases }) ?? {}
    return { value, problems: [], lineOf: (path) => lineOf(document, lines, value, path) }
  } catch {
    const reason = 'a text that begins with * is taken for a reference to something that is not there'
    return unreadable([yamlProblem(undefined, reason, 'put texts that begin with * in quotes')])
  }
}

/** The library's own messages quote the text, and the text may hold a password. */
const words: Readonly<Record<string, readonly [reason: string, fix: string]>> = {
  DUPLICATE_KEY: ['the same setting stands here twice', 'take one of them out'],
  TAB_AS_INDENT: ['the line is indented with a tab', 'indent with blanks'],
  MISSING_CHAR: ['a quote or bracket is not closed', 'close it'],
  BAD_SCALAR_START: ['a text begins with a character that means something in YAML', 'put the text in quotes'],
  BLOCK_AS_IMPLICIT_KEY: ['there are two colons where one is expected', 'put the text that holds a colon in quotes'],
  MULTIPLE_DOCS: ['there are several documents', 'put all settings into one document'],
  TAG_RESOLVE_FAILED: ['a tag (a word after !) is used', 'take it out, or put the text in quotes'],
  BAD_INDENT: [
    'a bracket is not closed, or the indentation does not fit',
    'close it, and begin settings of one group in the same column',
  ],
}

/** The library would compare every key with every other, which takes minutes in a long document. */
function repeatedKeys(document: Document): readonly YamlMistake[] {
  const repeated: YamlMistake[] = []
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        const name = isScalar(key) ? key.value : key
        if (seen.has(name)) repeated.push({ code: 'DUPLICATE_KEY', pos: [startOf(key) ?? 0] })
        seen.add(name)
      }
    },
  })
  return repeated
}

type YamlMistake = Pick<YAMLError, 'code'> & { readonly pos: readonly [start: number, end?: number] }

function describe(error: YamlMistake, lines: LineCounter): Problem {
  const [reason, fix] = words[error.code] ?? ['this is not YAML', 'look at indentation, colons, dashes and quotes here']
  return yamlProblem(lines.linePos(error.pos[0]).line, reason, fix)
}

function unreadable(problems: readonly Problem[]): YamlReading {
  return { value: undefined, problems, lineOf: () => undefined }
}

function yamlProblem(line: number | undefined, reason: string, fix: string): Problem {
  return { severity: 'error', check: 'yaml', waivable: false, path: '', line, value: undefined, reason, fix }
}

function lineOf(document: Document, lines: LineCounter, value: unknown, path: string): number | undefined {
  const segments = path.split('/')
  for (let length = segments.length; length > 0; length--) {
    const raw = findRawPath(value, segments.slice(0, length).join('/'))
    const start = raw && startOf(document.getIn(raw, true))
    if (start !== undefined) return lines.linePos(start).line
  }
  return undefined
}

/** Where a node begins. */
function startOf(node: unknown): number | undefined {
  const range: unknown = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : undefined
}
