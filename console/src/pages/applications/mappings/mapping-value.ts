/** The value of a mapping in the three ways people write one. */
export type ValueKind = 'expression' | 'constant' | 'template'

export interface MappingValue {
  readonly kind: ValueKind
  /** Without `${` and `}` where it is an expression. */
  readonly text: string
}

export function readValue(value: string): MappingValue {
  if (!value.includes('${')) return { kind: 'constant', text: value }
  const bare = /^\$\{(.*)\}$/s.exec(value)?.[1]
  // Two expressions side by side begin and end like one.
  if (bare !== undefined && !bare.includes('${')) return { kind: 'expression', text: bare }
  return { kind: 'template', text: value }
}

export function writeValue({ kind, text }: MappingValue): string {
  return kind === 'expression' ? `\${${text}}` : text
}
