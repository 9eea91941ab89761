import { storableText } from './storable-text.ts'

/** Keys that begin so lie from the first to before the second, where they are compared by their bytes. Keys have no capitals. */
export function prefixRange(prefix: string): readonly [from: string, until: string] {
  const from = storableText(prefix.toLowerCase())
  return [from, `${from}\u{10ffff}`]
}
