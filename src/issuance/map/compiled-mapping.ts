/**
 * Mapping values, compiled once. In: a mapping of the settings and its variables. Out: the texts it yields, none for null.
 * Settings are immutable, so what was compiled belongs to the mapping object and goes with it. The value forms are PingOne's:
 * a constant, or `${expression}`; a SAML attribute has one value or several [SAMLCore11 §2.4.4].
 */
import { IdpError } from '../../errors.ts'
import type { CompiledExpression } from '../../expression/compile-expression.ts'
import { compileTemplate } from '../../expression/compile-template.ts'
import { evaluate } from '../../expression/evaluate.ts'
import { textOf } from '../../expression/text-of.ts'
import { type ExpressionValue, isNumber, kindOf } from '../../expression/value.ts'
import type { Clock } from '../../ports.ts'

interface Mapping {
  readonly name: string
  readonly value: string
}

const compiled = new WeakMap<Mapping, CompiledExpression>()

export function compiledMapping(mapping: Mapping): CompiledExpression {
  const known = compiled.get(mapping)
  if (known) return known
  const expression = compileTemplate(mapping.value)
  compiled.set(mapping, expression)
  return expression
}

/** Empty texts count as no value. Throws EXPRESSION_…, MAP_VALUE_UNSUITABLE. */
export function valuesOf(
  mapping: Mapping,
  variables: Readonly<Record<string, unknown>>,
  clock: Clock,
): readonly string[] {
  const value = evaluate(compiledMapping(mapping), variables, { now: () => clock.now() })
  const items = typeof value === 'object' && value?.kind === 'list' ? value.items : [value]
  return items.map((item) => textOfItem(item, mapping)).filter((text) => text !== '')
}

function textOfItem(item: ExpressionValue, { name, value }: Mapping): string {
  if (item === null) return ''
  if (typeof item === 'object' && !isNumber(item))
    throw new IdpError('MAP_VALUE_UNSUITABLE', { attribute: name, observed: `a ${kindOf(item)}`, expression: value })
  return textOf(item)
}
