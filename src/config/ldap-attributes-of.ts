import { compileTemplate } from '../expression/compile-template.ts'
import type { Gateway, UserType } from './gateway.ts'

/** The LDAP attributes that a user type's mappings read, by the names they are written with; `sourceAnchor` is not one. */
export function ldapAttributesOf(userType: UserType): readonly string[] {
  const known = found.get(userType)
  if (known) return known
  const paths = userType.newUserLookup.attributeMappings.flatMap(({ value }) => compileTemplate(value).paths)
  const names = paths.flatMap((path) => /^ldapAttributes\.([^.]+)/.exec(path)?.[1] ?? [])
  const attributes = [...new Set(names)].filter((name) => name !== sourceAnchorName)
  found.set(userType, attributes)
  return attributes
}

/** Settings are immutable, so what was read off a user type once holds as long as it lives. */
const found = new WeakMap<UserType, readonly string[]>()

/** The name under which mappings read the gateway's source anchor, `${ldapAttributes.sourceAnchor}`. */
export const sourceAnchorName = 'sourceAnchor'

/** The attribute Entra Connect uses by default; where it is empty, objectGUID stands in for it. */
export const consistencyGuid = 'mS-DS-ConsistencyGuid'

/** The attributes a gateway's source anchor comes from, in the order they are tried. */
export function anchorAttributesOf(gateway: Pick<Gateway, 'sourceAnchor'>): readonly string[] {
  const isDefault = gateway.sourceAnchor.toLowerCase() === consistencyGuid.toLowerCase()
  return isDefault ? [consistencyGuid, 'objectGUID'] : [gateway.sourceAnchor]
}
