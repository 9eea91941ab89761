import type { Line } from '../../reader.ts'

/**
 * JSON with the line of every value, whole or cut off: what was read before the first mistake is kept. JSON.parse tells neither where a
 * value stands nor what a broken document held.
 */
export type JsonNode = JsonObject | JsonArray | JsonScalar

export interface JsonObject {
  readonly type: 'object'
  readonly members: readonly JsonMember[]
  readonly line: Line
  readonly lastLine: Line
  readonly isCut: boolean
}

export interface JsonMember {
  readonly name: string
  readonly value: JsonNode
  readonly line: Line
}

export interface JsonArray {
  readonly type: 'array'
  readonly items: readonly JsonNode[]
  readonly line: Line
}

export interface JsonScalar {
  readonly type: 'text' | 'number' | 'boolean' | 'null'
  /** Empty for null. */
  readonly text: string
  readonly line: Line
}

export interface JsonDocument {
  readonly root: JsonNode
  /** Index of the first line behind it. */
  readonly next: number
}

const maxDepth = 40
/** So many values are kept of one document. */
const maxNodes = 500_000

/** Undefined when neither an object nor an array begins at `start`, or nothing is in it. */
export function readJsonTree(lines: readonly Line[], start: number): JsonDocument | undefined {
  const cursor = new JsonCursor(lines, start)
  const opening = cursor.peek()
  if (opening !== '{' && opening !== '[') return undefined
  const root = readNode(cursor, 0)
  if (root === undefined) return undefined
  const isEmpty = root.type === 'object' ? root.members.length === 0 : root.type === 'array' && root.items.length === 0
  return isEmpty ? undefined : { root, next: cursor.nextLine() }
}

/** The value of a member, whatever the case of its name. */
export function findMember(node: JsonNode | undefined, name: string): JsonNode | undefined {
  if (node?.type !== 'object') return undefined
  const wanted = name.toLowerCase()
  return node.members.find((member) => member.name.toLowerCase() === wanted)?.value
}

/** Through members of members: `findPath(event, 'System', 'Provider')`. */
export function findPath(node: JsonNode | undefined, ...names: readonly string[]): JsonNode | undefined {
  return names.reduce<JsonNode | undefined>((found, name) => findMember(found, name), node)
}

/** Every object of a tree, outer before inner. */
export function* everyObject(node: JsonNode): Generator<JsonObject> {
  if (node.type === 'object') {
    yield node
    for (const { value } of node.members) yield* everyObject(value)
  }
  if (node.type === 'array') for (const item of node.items) yield* everyObject(item)
}

function readNode(cursor: JsonCursor, depth: number): JsonNode | undefined {
  const opening = cursor.peek()
  if (depth > maxDepth || opening === undefined || !cursor.countNode()) return cursor.stop()
  if (opening === '{') return readObject(cursor, depth)
  if (opening === '[') return readArray(cursor, depth)
  return readScalar(cursor)
}

function readObject(cursor: JsonCursor, depth: number): JsonObject {
  const line = cursor.line()
  cursor.skip()
  const members: JsonMember[] = []
  while (cursor.peek() === '"') {
    const at = cursor.line()
    const name = cursor.string()
    if (name === undefined || cursor.peek() !== ':') break
    cursor.skip()
    const value = readNode(cursor, depth + 1)
    if (value === undefined) break
    members.push({ name, value, line: at })
    if (cursor.peek() === ',') cursor.skip()
  }
  const isCut = cursor.isStopped || cursor.peek() !== '}'
  const lastLine = cursor.line()
  if (isCut) cursor.stop()
  else cursor.skip()
  return { type: 'object', members, line, lastLine, isCut }
}

function readArray(cursor: JsonCursor, depth: number): JsonArray {
  const line = cursor.line()
  cursor.skip()
  const items: JsonNode[] = []
  for (let next = cursor.peek(); next !== undefined && next !== ']'; next = cursor.peek()) {
    const item = readNode(cursor, depth + 1)
    if (item !== undefined) items.push(item)
    if (cursor.peek() === ',') cursor.skip()
  }
  if (cursor.peek() === ']') cursor.skip()
  else cursor.stop()
  return { type: 'array', items, line }
}

function readScalar(cursor: JsonCursor): JsonScalar | undefined {
  const line = cursor.line()
  if (cursor.peek() === '"') {
    const text = cursor.string()
    return text === undefined ? cursor.stop() : { type: 'text', text, line }
  }
  const word = cursor.word()
  if (word === 'null') return { type: 'null', text: '', line }
  if (word === 'true' || word === 'false') return { type: 'boolean', text: word, line }
  return /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word) ? { type: 'number', text: word, line } : cursor.stop()
}

/** Lives for one document. Once stopped, it shows nothing more, and every loop ends. */
class JsonCursor {
  readonly #lines: readonly Line[]
  #index: number
  #column = 0
  #nodes = 0
  isStopped = false

  constructor(lines: readonly Line[], start: number) {
    this.#lines = lines
    this.#index = start
  }

  stop(): undefined {
    this.isStopped = true
  }

  countNode(): boolean {
    this.#nodes += 1
    return this.#nodes <= maxNodes
  }

  line(): Line {
    return this.#lines[Math.min(this.#index, this.#lines.length - 1)] ?? { number: 0, text: '' }
  }

  /** The line behind the last character that was read. */
  nextLine(): number {
    return Math.min(this.#column === 0 ? this.#index : this.#index + 1, this.#lines.length)
  }

  /** The next character that is no blank; undefined at the end. */
  peek(): string | undefined {
    while (!this.isStopped && this.#index < this.#lines.length) {
      const text = this.#lines[this.#index]?.text ?? ''
      while (this.#column < text.length && text.charCodeAt(this.#column) <= 32) this.#column += 1
      if (this.#column < text.length) return text[this.#column]
      this.#index += 1
      this.#column = 0
    }
    return undefined
  }

  skip(): void {
    this.#column += 1
  }

  /** Up to its quote on the same line; undefined when that is missing. Where the text is cut, so is the string. */
  string(): string | undefined {
    const text = this.line().text
    let end = this.#column + 1
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
    if (end >= text.length) return undefined
    const quoted = text.slice(this.#column, end + 1)
    this.#column = end + 1
    return unquoted(quoted)
  }

  word(): string {
    const [word = ''] = /^[\w.+-]{0,64}/.exec(this.line().text.slice(this.#column, this.#column + 64)) ?? []
    this.#column += word.length
    return word
  }
}

function unquoted(quoted: string): string | undefined {
  if (!quoted.includes('\\') && !quoted.includes('\t')) return quoted.slice(1, -1)
  try {
    const value: unknown = JSON.parse(quoted.replaceAll('\t', '\\t'))
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}
