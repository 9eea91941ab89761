import { IdpError } from '../../errors.ts'

/**
 * The filter of a list: the part of SCIM's language that PingOne's API takes [RFC7644 §3.4.2.2], as
 * `name sw "Con" and (enabled eq true or not (description pr))`. In: what the caller wrote. Out: a tree; throws ADMIN_FILTER_INVALID.
 */

export const comparisons = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const

export type Literal = string | number | boolean | null

export type Filter =
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly inner: Filter }
  | { readonly kind: 'present'; readonly path: readonly string[] }
  | {
      readonly kind: 'compare'
      readonly path: readonly string[]
      readonly comparison: (typeof comparisons)[number]
      readonly value: Literal
    }

/** Parentheses and nots inside each other; deeper is nobody's question. */
const mostDepth = 30

interface Token {
  readonly text: string
  /** From 1. */
  readonly column: number
}

export function parseFilter(text: string): Filter {
  const parser = new FilterParser(tokensOf(text), text.length + 1)
  const filter = parser.or(0)
  parser.end()
  return filter
}

const tokenForm = /\s*(?:([()])|("(?:[^"\\]|\\.)*")|([^\s()"]+))/y

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const trimmed = text.trimEnd()
  tokenForm.lastIndex = 0
  for (let at = 0; at < trimmed.length; at = tokenForm.lastIndex) {
    const match = tokenForm.exec(trimmed)
    const token = match?.[1] ?? match?.[2] ?? match?.[3]
    if (token === undefined) throw invalid(at + 1, 'a closing quotation mark')
    tokens.push({ text: token, column: tokenForm.lastIndex - token.length + 1 })
  }
  return tokens
}

class FilterParser {
  readonly #tokens: readonly Token[]
  readonly #endColumn: number
  #at = 0

  constructor(tokens: readonly Token[], endColumn: number) {
    this.#tokens = tokens
    this.#endColumn = endColumn
  }

  /** `and` binds more than `or`, and both to the left. */
  or(depth: number): Filter {
    let left = this.#and(depth)
    while (this.#takeWord('or')) left = { kind: 'or', left, right: this.#and(depth) }
    return left
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw invalid(this.#column(), 'and, or, or the end')
  }

  #and(depth: number): Filter {
    let left = this.#one(depth)
    while (this.#takeWord('and')) left = { kind: 'and', left, right: this.#one(depth) }
    return left
  }

  #one(depth: number): Filter {
    if (depth > mostDepth) throw invalid(this.#column(), `at most ${mostDepth} parentheses inside each other`)
    if (this.#takeWord('not')) {
      if (this.#peek() !== '(') throw invalid(this.#column(), 'an opening parenthesis after not')
      return { kind: 'not', inner: this.#one(depth + 1) }
    }
    if (!this.#takeWord('(')) return this.#comparison()
    const inner = this.or(depth + 1)
    if (!this.#takeWord(')')) throw invalid(this.#column(), 'a closing parenthesis')
    return inner
  }

  #comparison(): Filter {
    const path = this.#path()
    if (this.#takeWord('pr')) return { kind: 'present', path }
    const word = this.#peek()?.toLowerCase()
    const comparison = comparisons.find((known) => known === word)
    if (comparison === undefined) throw invalid(this.#column(), `one of ${comparisons.join(', ')}, pr`)
    this.#at += 1
    return { kind: 'compare', path, comparison, value: this.#literal() }
  }

  #path(): readonly string[] {
    const text = this.#peek()
    if (text === undefined || !/^[A-Za-z][\w-]*(\.[A-Za-z][\w-]*){0,9}$/.test(text))
      throw invalid(this.#column(), 'the name of a field, such as name or population.id')
    this.#at += 1
    return text.split('.')
  }

  #literal(): Literal {
    const column = this.#column()
    const text = this.#peek() ?? ''
    try {
      const value: unknown = JSON.parse(text)
      if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) {
        this.#at += 1
        // JSON of one token without brackets is one of these.
        return value as Literal
      }
    } catch {}
    throw invalid(column, 'a text in quotation marks, a number, true, false or null')
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at]?.text
  }

  #takeWord(word: string): boolean {
    const isThere = this.#peek()?.toLowerCase() === word
    if (isThere) this.#at += 1
    return isThere
  }

  #column(): number {
    return this.#tokens[this.#at]?.column ?? this.#endColumn
  }
}

function invalid(column: number, expected: string): IdpError {
  return new IdpError('ADMIN_FILTER_INVALID', { column, expected })
}
