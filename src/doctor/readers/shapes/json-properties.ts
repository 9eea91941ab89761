import type { JsonNode, JsonObject } from './json-tree.ts'
import type { PrintedObject, PrintedProperty } from './printed-object.ts'

/** A JSON object as a printed one: `a.b` for members of members, lists of plain values as items. */
export function jsonProperties(node: JsonObject): PrintedObject {
  const properties = propertiesOf(node, '', 0)
  return { properties, firstLine: node.line.number, lastLine: node.lastLine.number, isCut: node.isCut }
}

function propertiesOf(node: JsonNode, path: string, depth: number): readonly PrintedProperty[] {
  if (node.type === 'object') {
    if (depth > 2) return []
    const inner = node.members.flatMap(({ name, value }) =>
      propertiesOf(value, path === '' ? name : `${path}.${name}`, depth + 1),
    )
    // PowerShell writes SIDs, and Windows PowerShell dates, as objects whose value is one of their members.
    const own = path === '' ? undefined : inner.find(({ name }) => name.toLowerCase() === `${path}.value`.toLowerCase())
    return own === undefined ? inner : [{ ...own, name: path }, ...inner]
  }
  if (node.type !== 'array') return [property(path, node.text, node.type === 'null' ? [] : [node.text], node.line)]
  const plain = node.items.flatMap((item) => ('text' in item ? [item.text] : []))
  if (plain.length === node.items.length) return [property(path, plain.join(', '), plain, node.line)]
  return node.items.flatMap((item) => propertiesOf(item, path, depth + 1))
}

function property(
  name: string,
  text: string,
  items: readonly string[],
  line: PrintedProperty['line'],
): PrintedProperty {
  return { name, text: text.trim(), items: items.filter((item) => item !== ''), line }
}
