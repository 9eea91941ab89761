import { compileTemplate } from '../expression/compile-template.ts'
import { evaluate } from '../expression/evaluate.ts'
import { textOf } from '../expression/text-of.ts'

/** What a mapping value reads and calls, for checks; undefined when it does not compile (which is a finding of its own). */
export interface MappingUses {
  /** `user.externalId`, `ldapAttributes.mS-DS-ConsistencyGuid`. */
  readonly paths: readonly string[]
  /** `string.uuidAsBase64Guid`. */
  readonly calls: readonly string[]
}

export function mappingUses(value: string): MappingUses | undefined {
  try {
    return compileTemplate(value)
  } catch {
    return undefined
  }
}

/** The LDAP attributes a user type's mapping reads. */
export function ldapAttributesIn(value: string): string[] {
  return namesBelow('ldapAttributes', value)
}

/** The profile attributes an application's mapping reads, as far as the expression spells them out: `name.given`. */
export function profileAttributesIn(value: string): string[] {
  return namesBelow('user', value)
}

/** What a mapping that reads nothing yields. The time may pass; nothing else of it changes. */
export function constantTextsIn(value: string): readonly string[] {
  try {
    const expression = compileTemplate(value)
    if (expression.paths.length > 0) return []
    const result = evaluate(expression, {}, { now: () => new Date(0) })
    const items = typeof result === 'object' && result?.kind === 'list' ? result.items : [result]
    return items.map((item) => (item === null ? '' : textOf(item)))
  } catch {
    return []
  }
}

function namesBelow(root: string, value: string): string[] {
  return (mappingUses(value)?.paths ?? [])
    .filter((path) => path.startsWith(`${root}.`))
    .map((path) => path.slice(root.length + 1))
}
