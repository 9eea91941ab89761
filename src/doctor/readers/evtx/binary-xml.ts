import { element, isNcName, type XmlChild, type XmlElement } from '../../../protocol/xml/xml-element.ts'
import { binaryValueText, valueTypes } from './binary-value.ts'
import { EvtxCursor } from './evtx-cursor.ts'

/**
 * Binary XML of an event record [MS-EVEN6 §2.2.12]: tokens, names that stand once in a chunk, templates with values put into them.
 * Written from the description of the format; UNTESTED ON REAL FILES. Whatever does not fit throws, and the record is given up.
 */

/** A table: tokens, without the flag (0x40) that says that more follows. */
const tokens = {
  end: 0x00,
  openElement: 0x01,
  closeStart: 0x02,
  closeEmpty: 0x03,
  closeElement: 0x04,
  value: 0x05,
  attribute: 0x06,
  cdata: 0x07,
  characterReference: 0x08,
  entityReference: 0x09,
  processingTarget: 0x0a,
  processingData: 0x0b,
  template: 0x0c,
  substitution: 0x0d,
  optionalSubstitution: 0x0e,
  fragment: 0x0f,
} as const
const more = 0x40

/** Substituted values of one template instance. */
interface Value {
  readonly type: number
  /** Where it stands in the chunk. */
  readonly start: number
  readonly bytes: Uint8Array
}

/** What is left to spend on one chunk: a small template can be put into itself many times, and a long value into it. */
export interface BinaryXmlBudget {
  tokens: number
  characters: number
}

/** Four times what Windows' own logs need. */
export function chunkBudget(): BinaryXmlBudget {
  return { tokens: 400_000, characters: 4_000_000 }
}

interface Scope {
  readonly cursor: EvtxCursor
  readonly values: readonly Value[]
  /** Elements of a template carry the number of the value they depend on; those of a fragment inside a value do not. */
  readonly hasDependency: boolean
  readonly budget: BinaryXmlBudget
  readonly depth: number
}

const maxDepth = 48

/** The one element of a record whose binary XML lies between the two offsets of the chunk. Throws RangeError or IdpError. */
export function readBinaryXml(chunk: DataView, start: number, end: number, budget: BinaryXmlBudget): XmlElement {
  const cursor = new EvtxCursor(chunk, start, end)
  const nodes = readNodes({ cursor, values: [], hasDependency: true, budget, depth: 0 })
  const root = nodes.find((node) => typeof node === 'object')
  if (root === undefined) throw new RangeError('no element')
  return root
}

/** Up to the end of the element or the fragment that is open. */
function readNodes(scope: Scope): XmlChild[] {
  const { cursor, depth } = scope
  if (depth > maxDepth) throw new RangeError('too deep')
  const nodes: XmlChild[] = []
  while (cursor.position < cursor.end) {
    const token = nextToken(scope)
    if (token === tokens.end || token === tokens.closeElement) break
    nodes.push(...readNode(token, scope))
  }
  return nodes
}

function nextToken({ cursor, budget }: Scope): number {
  budget.tokens -= 1
  if (budget.tokens < 0 || budget.characters < 0) throw new RangeError('too much of it')
  return cursor.byte() & ~more
}

function readNode(token: number, scope: Scope): readonly XmlChild[] {
  const { cursor } = scope
  switch (token) {
    case tokens.fragment:
      cursor.bytes(3)
      return []
    case tokens.template:
      return readTemplateInstance(scope)
    case tokens.openElement:
      return [readElement(scope)]
    case tokens.substitution:
    case tokens.optionalSubstitution:
      return substituted(scope)
    case tokens.processingTarget:
      readName(cursor)
      return []
    case tokens.processingData:
      cursor.text(cursor.short())
      return []
    default:
      return [readText(token, cursor)]
  }
}

function readText(token: number, cursor: EvtxCursor): string {
  if (token === tokens.value) return cursor.byte() === valueTypes.text ? legal(cursor.text(cursor.short())) : unknown()
  if (token === tokens.cdata) return legal(cursor.text(cursor.short()))
  if (token === tokens.characterReference) return legal(String.fromCharCode(cursor.short()))
  return token === tokens.entityReference ? (entities[readName(cursor)] ?? '') : unknown()
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unknown(): never {
  throw new RangeError('unknown token')
}

/** The flag of the token tells whether attributes follow; so does the token behind the name. */
function readElement(scope: Scope): XmlElement {
  const { cursor, hasDependency } = scope
  const hasAttributes = (cursor.chunk.getUint8(cursor.position - 1) & more) !== 0
  if (hasDependency) cursor.short()
  cursor.long() // size
  const name = readName(cursor)
  if (hasAttributes) cursor.long() // size of all attributes
  const attributes: Record<string, string> = {}
  let token = cursor.byte()
  while ((token & ~more) === tokens.attribute) {
    const attributeName = readName(cursor)
    const text = readAttributeText(scope)
    if (isNcName(attributeName) && attributeName !== 'xmlns') attributes[attributeName] = text
    token = cursor.byte()
  }
  if (token === tokens.closeEmpty) return element('', '', name, attributes)
  if (token !== tokens.closeStart) unknown()
  return element('', '', name, attributes, ...readNodes({ ...scope, depth: scope.depth + 1 }))
}

/** Pieces of text until a token that is none; that one is left for the element. */
function readAttributeText(scope: Scope): string {
  const { cursor } = scope
  let text = ''
  for (;;) {
    const token = nextToken(scope)
    if (token === tokens.substitution || token === tokens.optionalSubstitution)
      text += substituted(scope).map(textOnly).join('')
    else if (attributeTexts.includes(token)) text += readText(token, cursor)
    else {
      cursor.position -= 1
      return text
    }
  }
}

const attributeTexts: readonly number[] = [
  tokens.value,
  tokens.cdata,
  tokens.characterReference,
  tokens.entityReference,
]

function textOnly(node: XmlChild): string {
  return typeof node === 'string' ? node : ''
}

/** The name stands at an offset of the chunk; where that is the next byte, it stands here and is passed over. */
function readName(cursor: EvtxCursor): string {
  const offset = cursor.long()
  const isHere = offset === cursor.position
  const at = new EvtxCursor(cursor.chunk, offset, cursor.chunk.byteLength)
  at.long() // the next name with the same hash
  at.short() // hash
  const name = at.text(at.short())
  at.short() // a null that is not counted
  if (isHere) cursor.position = at.position
  if (!isNcName(name)) throw new RangeError('no name')
  return name
}

/** Values come after the definition where that stands here, else at once. */
function readTemplateInstance(scope: Scope): readonly XmlChild[] {
  const { cursor } = scope
  cursor.byte()
  cursor.long() // identifier
  const offset = cursor.long()
  const definition = new EvtxCursor(cursor.chunk, offset, cursor.chunk.byteLength)
  definition.long() // the next template
  definition.bytes(16) // GUID
  const size = definition.long()
  const body = new EvtxCursor(cursor.chunk, definition.position, definition.position + size)
  if (offset === cursor.position) cursor.position = definition.position + size
  const values = readValues(cursor)
  return readNodes({ ...scope, cursor: body, values, hasDependency: true, depth: scope.depth + 1 })
}

const maxValues = 1000

function readValues(cursor: EvtxCursor): readonly Value[] {
  const count = cursor.long()
  if (count > maxValues) throw new RangeError('too many values')
  const kinds = Array.from({ length: count }, () => {
    const [size, type] = [cursor.short(), cursor.byte()]
    cursor.byte()
    return { size, type }
  })
  return kinds.map(({ size, type }) => ({ type, start: cursor.position, bytes: cursor.bytes(size) }))
}

function substituted(scope: Scope): readonly XmlChild[] {
  const { cursor, values } = scope
  const value = values[cursor.short()]
  cursor.byte() // the type it has in the template
  if (value === undefined || value.bytes.length === 0) return []
  scope.budget.characters -= value.bytes.length
  if (value.type !== valueTypes.binaryXml) return [legal(binaryValueText(value.type, value.bytes))]
  const inner = new EvtxCursor(cursor.chunk, value.start, value.start + value.bytes.length)
  return readNodes({ ...scope, cursor: inner, values: [], hasDependency: false, depth: scope.depth + 1 })
}

/** Events hold characters that XML does not allow. */
function legal(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ' ')
}
