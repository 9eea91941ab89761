import { IdpError } from '../errors.ts'
import {
  assignmentRefusal,
  beanRefusal,
  constructorRefusal,
  instanceofRefusal,
  methodRefusal,
  safeNavigationRefusal,
  typeRefusal,
} from './disabled.ts'
import { limits } from './evaluation.ts'
import { libraryNames } from './functions/expression-function.ts'
import { numberLiteral } from './number-literal.ts'
import {
  type BinaryOperator,
  binaryOperators,
  type MapEntry,
  type PrimitiveName,
  primitiveNames,
  type Selection,
  type Syntax,
} from './syntax.ts'
import { type Token, tokenize } from './tokenize.ts'

/**
 * Source to tree, by the grammar of the Spring Expression Language 5.1 less what is disabled (disabled.ts):
 * expression = or [?: expression | ? expression : expression]; or, and, relation (one), sum, product, power (one), unary, primary.
 * Reads source[start, end), so that columns stay those of the whole text. Nesting is limited to 64.
 */
export function parse(source: string, start = 0, end = source.length): Syntax {
  const cursor: Cursor = { source, tokens: tokenize(source, start, end), position: 0, depth: 0 }
  if (peek(cursor).kind === 'end') throw new IdpError('EXPRESSION_EMPTY', { column: start + 1 })
  const tree = parseExpression(cursor)
  if (peek(cursor).kind !== 'end') throw unexpected(cursor, 'an operator or the end')
  return tree
}

interface Cursor {
  readonly source: string
  readonly tokens: readonly Token[]
  position: number
  depth: number
}

const peek = (cursor: Cursor, ahead = 0): Token =>
  cursor.tokens[cursor.position + ahead] ?? {
    kind: 'end',
    text: 'the end',
    at: cursor.source.length,
    end: cursor.source.length,
  }

function take(cursor: Cursor): Token {
  const token = peek(cursor)
  cursor.position += 1
  return token
}

const isSymbol = (token: Token, text: string): boolean => token.kind === 'symbol' && token.text === text

function takeIf(cursor: Cursor, symbol: string): Token | undefined {
  return isSymbol(peek(cursor), symbol) ? take(cursor) : undefined
}

const expect = (cursor: Cursor, symbol: string): Token => {
  const token = takeIf(cursor, symbol)
  if (token === undefined) throw unexpected(cursor, symbol)
  return token
}

function unexpected(cursor: Cursor, expected: string): IdpError {
  const token = peek(cursor)
  const found = token.kind === 'string' ? 'a string' : token.text
  if (isSymbol(token, '=')) return assignmentRefusal('=', token.at)
  return new IdpError('EXPRESSION_SYNTAX', { column: token.at + 1, found, expected })
}

/** Every way into a nested expression goes through here. */
function nested(cursor: Cursor, rule: (cursor: Cursor) => Syntax): Syntax {
  cursor.depth += 1
  if (cursor.depth > limits.depth) {
    throw new IdpError('EXPRESSION_TOO_DEEP', { column: peek(cursor).at + 1, limit: limits.depth })
  }
  const tree = rule(cursor)
  cursor.depth -= 1
  return tree
}

const parseExpression = (cursor: Cursor): Syntax => nested(cursor, parseConditional)

function parseConditional(cursor: Cursor): Syntax {
  const left = parseOperators(cursor, 1)
  const elvis = takeIf(cursor, '?:')
  if (elvis !== undefined) {
    checkSpaces(cursor, elvis)
    return { type: 'binary', at: elvis.at, operator: '?:', left, right: parseExpression(cursor) }
  }
  const question = takeIf(cursor, '?')
  if (question === undefined) return left
  const whenTrue = parseExpression(cursor)
  expect(cursor, ':')
  return { type: 'ternary', at: question.at, condition: left, whenTrue, whenFalse: parseExpression(cursor) }
}

const operatorOfWord = new Map<string, BinaryOperator>(
  Object.entries(binaryOperators).flatMap(([operator, { words }]) =>
    words.map((word) => [word, operator as BinaryOperator] as const),
  ),
)

const findOperator = (token: Token): BinaryOperator | undefined =>
  token.kind === 'symbol' || token.kind === 'word' ? operatorOfWord.get(token.text.toLowerCase()) : undefined

const unaryLevel = 7
/** Relations and powers do not chain: `1 < 2 < 3` and `2 ^ 3 ^ 2` are errors. */
const singleLevels: ReadonlySet<number> = new Set([3, 6])

function parseOperators(cursor: Cursor, level: number): Syntax {
  if (level === unaryLevel) return parseUnary(cursor)
  let left = parseOperators(cursor, level + 1)
  for (;;) {
    const token = peek(cursor)
    const operator = findOperator(token)
    if (operator === undefined || binaryOperators[operator].level !== level) return refuseDisabled(token, left)
    checkSpaces(cursor, take(cursor))
    left = { type: 'binary', at: token.at, operator, left, right: parseOperators(cursor, level + 1) }
    if (singleLevels.has(level)) return left
  }
}

function refuseDisabled(token: Token, left: Syntax): Syntax {
  if (token.kind === 'word' && token.text.toLowerCase() === 'instanceof') throw instanceofRefusal(token.at)
  if (isSymbol(token, '++') || isSymbol(token, '--')) throw assignmentRefusal(token.text, token.at)
  return left
}

/** Every binary operator stands between spaces, as the language we follow demands. */
function checkSpaces(cursor: Cursor, { text, at, end }: Token): void {
  const isBlank = (character: string): boolean => character === ' ' || character === '\t'
  const before = isBlank(cursor.source.charAt(at - 1))
  const after = isBlank(cursor.source.charAt(end)) || peek(cursor).kind === 'end'
  if (before && after) return
  const expected = before ? 'a space after it' : after ? 'a space before it' : 'a space before and after it'
  throw new IdpError('EXPRESSION_SPACES', { column: at + 1, found: text, expected })
}

const unaryTypes: Readonly<Record<string, 'not' | 'minus' | 'plus'>> = { '!': 'not', '-': 'minus', '+': 'plus' }

function parseUnary(cursor: Cursor): Syntax {
  const token = peek(cursor)
  const isNot = token.kind === 'word' && token.text.toLowerCase() === 'not'
  const type = isNot ? 'not' : token.kind === 'symbol' ? unaryTypes[token.text] : undefined
  if (type === undefined) return parsePostfix(cursor, parsePrimary(cursor))
  take(cursor)
  return { type, at: token.at, operand: nested(cursor, parseUnary) }
}

function parsePostfix(cursor: Cursor, start: Syntax): Syntax {
  let target = start
  for (;;) {
    const token = peek(cursor)
    if (isSymbol(token, '.')) target = parseDotted(cursor, target)
    else if (isSymbol(token, '[')) target = parseIndex(cursor, target)
    else if (isSymbol(token, '?.')) throw safeNavigationRefusal(token.at)
    else return target
  }
}

function parseDotted(cursor: Cursor, target: Syntax): Syntax {
  const point = take(cursor)
  const token = peek(cursor)
  if (token.kind !== 'word') return parseCollection(cursor, target) ?? refuseAfterPoint(cursor)
  take(cursor)
  if (isSymbol(peek(cursor), '(')) throw methodRefusal(token.text, token.at)
  return { type: 'property', at: point.at, target, name: token.text }
}

function refuseAfterPoint(cursor: Cursor): never {
  throw unexpected(cursor, "a property name, or one of ?[ ^[ $[ ![ (names with other characters: ['ms-upn'])")
}

function parseIndex(cursor: Cursor, target: Syntax): Syntax {
  const bracket = take(cursor)
  const key = parseExpression(cursor)
  expect(cursor, ']')
  return { type: 'index', at: bracket.at, target, key }
}

const selections: Readonly<Record<string, Selection>> = { '?[': 'all', '^[': 'first', '$[': 'last' }

function parseCollection(cursor: Cursor, target: Syntax): Syntax | undefined {
  const token = peek(cursor)
  const which = token.kind === 'symbol' ? selections[token.text] : undefined
  if (which === undefined && !isSymbol(token, '![')) return undefined
  take(cursor)
  const inner = parseExpression(cursor)
  expect(cursor, ']')
  return which === undefined
    ? { type: 'project', at: token.at, target, element: inner }
    : { type: 'select', at: token.at, target, which, criterion: inner }
}

function parsePrimary(cursor: Cursor): Syntax {
  const token = peek(cursor)
  switch (token.kind) {
    case 'number':
      return { type: 'literal', at: token.at, value: numberLiteral(take(cursor)) }
    case 'string':
      return { type: 'literal', at: token.at, value: take(cursor).text }
    case 'word':
      return parseWord(cursor)
    case 'symbol':
      return parseSymbol(cursor)
    default:
      throw unexpected(cursor, 'a value')
  }
}

const constants: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null }

function parseWord(cursor: Cursor): Syntax {
  const token = peek(cursor)
  const word = token.text.toLowerCase()
  if (operatorOfWord.has(word)) throw unexpected(cursor, 'a value')
  take(cursor)
  const constant = Object.hasOwn(constants, word) ? constants[word] : undefined
  if (constant !== undefined) return { type: 'literal', at: token.at, value: constant }
  if (word === 'new' && peek(cursor).kind === 'word') return parseNew(cursor, token.at)
  if (!isSymbol(peek(cursor), '(')) return { type: 'name', at: token.at, name: token.text }
  throw token.text === 'T' ? typeRefusal(token.at) : methodRefusal(token.text, token.at)
}

function parseSymbol(cursor: Cursor): Syntax {
  const { text, at } = peek(cursor)
  switch (text) {
    case '(':
      return parseParenthesized(cursor)
    case '{':
      return parseBraces(cursor)
    case '#':
      return parseVariable(cursor)
    case '[':
      return { type: 'this', at }
    case '@':
    case '&':
      throw beanRefusal(text, at)
    case '++':
    case '--':
      throw assignmentRefusal(text, at)
    default: {
      const collection = parseCollection(cursor, { type: 'this', at })
      if (collection === undefined) throw unexpected(cursor, 'a value')
      return collection
    }
  }
}

function parseParenthesized(cursor: Cursor): Syntax {
  take(cursor)
  const inner = parseExpression(cursor)
  expect(cursor, ')')
  return inner
}

function parseVariable(cursor: Cursor): Syntax {
  const { at } = take(cursor)
  const word = take(cursor)
  if (word.kind === 'word' && (word.text === 'this' || word.text === 'root')) return { type: word.text, at }
  if (!(libraryNames as readonly string[]).includes(word.text)) {
    const expected = ['this', 'root', ...libraryNames].map((name) => `#${name}`).join(', ')
    throw new IdpError('EXPRESSION_VARIABLE_UNKNOWN', { column: at + 1, found: `#${word.text}`, expected })
  }
  const name = takeIf(cursor, '.') && peek(cursor).kind === 'word' ? take(cursor) : undefined
  if (name === undefined || !takeIf(cursor, '(')) {
    throw unexpected(cursor, `a function of the library, as #${word.text}.name(...)`)
  }
  return { type: 'call', at, library: word.text, name: name.text, arguments: parseArguments(cursor) }
}

const parseArguments = (cursor: Cursor): readonly Syntax[] => (takeIf(cursor, ')') ? [] : parseUntil(cursor, ')'))

/** One or more expressions with commas between, up to the closing sign. */
function parseUntil(cursor: Cursor, close: string): readonly Syntax[] {
  const items = [parseExpression(cursor)]
  while (takeIf(cursor, ',')) items.push(parseExpression(cursor))
  if (!takeIf(cursor, close)) throw unexpected(cursor, `, or ${close}`)
  return items
}

function parseBraces(cursor: Cursor): Syntax {
  const { at } = take(cursor)
  if (takeIf(cursor, '}')) return { type: 'list', at, items: [] }
  if (takeIf(cursor, ':')) {
    expect(cursor, '}')
    return { type: 'map', at, entries: [] }
  }
  const first = parseKeyOrItem(cursor)
  if (takeIf(cursor, ':')) return { type: 'map', at, entries: parseEntries(cursor, first) }
  if (takeIf(cursor, '}')) return { type: 'list', at, items: [first] }
  if (!takeIf(cursor, ',')) throw unexpected(cursor, ', or } or :')
  return { type: 'list', at, items: [first, ...parseUntil(cursor, '}')] }
}

function parseEntries(cursor: Cursor, firstKey: Syntax): readonly MapEntry[] {
  const entries: MapEntry[] = [{ key: firstKey, value: parseExpression(cursor) }]
  while (takeIf(cursor, ',')) {
    const key = parseKeyOrItem(cursor)
    expect(cursor, ':')
    entries.push({ key, value: parseExpression(cursor) })
  }
  if (!takeIf(cursor, '}')) throw unexpected(cursor, ', or }')
  return entries
}

/** A bare word or number before a colon is a key as it stands, whatever it means elsewhere; null stays null and is dropped. */
function parseKeyOrItem(cursor: Cursor): Syntax {
  const token = peek(cursor)
  const isBare = (token.kind === 'word' || token.kind === 'number') && isSymbol(peek(cursor, 1), ':')
  if (!isBare || token.text.toLowerCase() === 'null') return parseExpression(cursor)
  take(cursor)
  return { type: 'literal', at: token.at, value: token.text }
}

function parseNew(cursor: Cursor, at: number): Syntax {
  let typeName = take(cursor).text
  while (takeIf(cursor, '.')) typeName += `.${take(cursor).text}`
  const primitive = primitiveNames.find((name) => name === typeName)
  if (primitive === undefined || !isSymbol(peek(cursor), '[')) {
    throw constructorRefusal(`new ${typeName}`, at, primitiveNames)
  }
  return parseArray(cursor, at, primitive)
}

function parseArray(cursor: Cursor, at: number, of: PrimitiveName): Syntax {
  const sizes: Syntax[] = []
  let dimensions = 0
  for (; takeIf(cursor, '['); dimensions += 1) {
    if (takeIf(cursor, ']')) continue
    sizes.push(parseExpression(cursor))
    expect(cursor, ']')
  }
  if (dimensions === 1 && takeIf(cursor, '{')) {
    return { type: 'array', at, of, sizes, items: takeIf(cursor, '}') ? [] : parseUntil(cursor, '}') }
  }
  if (sizes.length !== dimensions) throw unexpected(cursor, dimensions === 1 ? 'items in { }' : 'a size in every [ ]')
  return { type: 'array', at, of, sizes }
}
