import type { Fact } from '../fact.ts'
import type { Reading } from '../reading.ts'
import { findProperty, type PrintedObject, type PrintedProperty } from './shapes/printed-object.ts'
import { type FactContext, typedFact, type ValueType } from './typed-fact.ts'

/** How a printed object, whatever its shape, becomes a reading: known by the names of its properties. */
export interface ObjectKind {
  /** Lower-case names of properties, any of which may begin such an object or head a column of it. */
  readonly names: readonly string[]
  /** Whether the object, by the lower-case names of its properties, is of this kind. */
  recognises(names: ReadonlySet<string>): boolean
  /** Undefined when its values say that it is something else. */
  read(object: PrintedObject, context: FactContext): Extract<Reading, { readonly facts: object }> | undefined
}

/** Our name for a fact -> its type and the names (lower-case) that tools give it, the commonest first. */
export type FactTable<Name extends string> = Readonly<Record<Name, readonly [ValueType, ...string[]]>>

export function readFacts<Name extends string>(
  object: PrintedObject,
  table: FactTable<Name>,
  context: FactContext,
): { readonly [Key in Name]?: Fact } {
  const facts: { [Key in Name]?: Fact } = {}
  for (const key in table) {
    const [type, ...names] = table[key]
    const found = names.map((name) => findProperty(object, name)).find((property) => property !== undefined)
    const fact = found && propertyFact(found, type, context)
    if (fact !== undefined) facts[key] = fact
  }
  return facts
}

function propertyFact({ name, text, line }: PrintedProperty, type: ValueType, context: FactContext): Fact | undefined {
  return typedFact(name, text, type, line, context)
}

/** One fact for each member of a list. */
export function listFacts(
  { name, items, line }: PrintedProperty,
  type: ValueType,
  context: FactContext,
): readonly Fact[] {
  return items.flatMap((item) => typedFact(name, item, type, line, context) ?? [])
}

/** What every reading has. */
export function stretchOf(object: PrintedObject, { source }: FactContext) {
  const { firstLine, lastLine, isCut } = object
  return { source, firstLine, lastLine, ...(isCut && { isCut: true as const }) }
}

export function tableNames(table: FactTable<string>): readonly string[] {
  return Object.values(table).flatMap(([, ...names]) => names)
}

export function hasAny(names: ReadonlySet<string>, wanted: readonly string[]): boolean {
  return wanted.some((name) => names.has(name))
}
