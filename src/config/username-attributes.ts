import { compileTemplate } from '../expression/compile-template.ts'
import type { Application } from './application.ts'
import type { UserType } from './gateway.ts'

/**
 * The LDAP attributes a user name is looked for in: those that the user type maps to the application's userAttributeUsernameMatch.
 * Empty when it maps none.
 */
export function usernameAttributesOf(
  userType: UserType,
  { userAttributeUsernameMatch }: Pick<Application, 'userAttributeUsernameMatch'>,
): readonly string[] {
  const mapping = userType.newUserLookup.attributeMappings.find(({ name }) => name === userAttributeUsernameMatch)
  if (mapping === undefined) return []
  const known = found.get(mapping)
  if (known) return known
  const names = compileTemplate(mapping.value).paths.flatMap((path) => /^ldapAttributes\.([^.]+)/.exec(path)?.[1] ?? [])
  const attributes = [...new Set(names)].filter((name) => /^[A-Za-z][A-Za-z0-9-]*$/.test(name))
  found.set(mapping, attributes)
  return attributes
}

/** Settings are immutable: what was read off a mapping holds as long as it lives. */
const found = new WeakMap<object, readonly string[]>()
