/**
 * The entry becomes a user profile. In: the found entry and its user type's mappings. Out: Profile, with Joinery's own attributes:
 * id, population, and the mark of a device, which nothing can map. A mapping that yields nothing leaves its attribute out; a
 * username is always there. Multi-valued: several values into one attribute gives the first, one into several a list of one.
 * The anchor that becomes NameIdentifier [SAMLCore11 §2.4.2.2] comes from here. Not verified: that the claims will be complete.
 */
import type { Gateway, ProfileMapping } from '../../config/gateway.ts'
import { anchorAttributesOf, sourceAnchorName } from '../../config/ldap-attributes-of.ts'
import type { SchemaAttribute } from '../../config/managed-settings.ts'
import { IdpError } from '../../errors.ts'
import type { Clock, Profile, ProfileValue } from '../../ports.ts'
import type { FoundEntry } from '../stages.ts'
import { compiledMapping, valuesOf } from './compiled-mapping.ts'
import type { LdapAttributes } from './ldap-attributes.ts'

export interface ProfileSchema {
  readonly attributes: readonly SchemaAttribute[]
  /** The application's hybridJoinDeviceAttribute. */
  readonly deviceAttribute: string
}

/** Throws MAP_USERNAME_EMPTY, MAP_RESERVED_ATTRIBUTE, MAP_VALUE_UNSUITABLE, EXPRESSION_…. */
export function mapProfile(
  found: FoundEntry,
  profileId: string,
  attributes: LdapAttributes,
  schema: ProfileSchema,
  clock: Clock,
): Profile {
  const { userType } = found
  const { attributeMappings, population } = userType.newUserLookup
  const mapped = attributeMappings.flatMap((mapping) => {
    if (mapping.name === schema.deviceAttribute)
      throw new IdpError('MAP_RESERVED_ATTRIBUTE', { userType: userType.name, attribute: mapping.name })
    const value = profileValue(valuesOf(mapping, { ldapAttributes: attributes }, clock), declared(schema, mapping.name))
    return value === undefined ? [] : [[mapping.name, value] as const]
  })
  requireUsername(found, mapped)
  const own: [string, ProfileValue][] = [['id', profileId]]
  if (population) own.push(['population.id', population.id])
  if (userType.account === 'device')
    own.push([schema.deviceAttribute, profileValue(['true'], declared(schema, schema.deviceAttribute)) ?? 'true'])
  return nested([...mapped, ...own])
}

function declared(schema: ProfileSchema, name: string): SchemaAttribute | undefined {
  return schema.attributes.find((attribute) => attribute.name === name)
}

/** An attribute that is switched off is not written. Built-in attributes are single texts. */
function profileValue(values: readonly string[], attribute: SchemaAttribute | undefined): ProfileValue | undefined {
  const [first] = values
  if (first === undefined || attribute?.enabled === false) return undefined
  if (attribute?.multiValued) return values
  if (attribute?.type !== 'BOOLEAN') return first
  return /^(true|false)$/i.test(first) ? first.toLowerCase() === 'true' : undefined
}

function requireUsername(
  { principal, userType, entry }: FoundEntry,
  mapped: readonly (readonly [string, ProfileValue])[],
): void {
  if (mapped.some(([name]) => name === 'username')) return
  const mapping = userType.newUserLookup.attributeMappings.find(({ name }) => name === 'username')
  throw new IdpError('MAP_USERNAME_EMPTY', {
    userType: userType.name,
    dn: entry.dn,
    expression: mapping?.value ?? 'the mapping, which is missing,',
    ldapAttributes: mapping ? ldapNames(mapping, principal.gateway) : [],
  })
}

/** The LDAP attributes that a mapping reads; the source anchor by the attributes it comes from. */
export function ldapNames(mapping: ProfileMapping, gateway: Gateway): readonly string[] {
  const names = compiledMapping(mapping).paths.flatMap((path) => /^ldapAttributes\.([^.]+)/.exec(path)?.[1] ?? [])
  return names.flatMap((name) => (name === sourceAnchorName ? anchorAttributesOf(gateway) : [name]))
}

/** `name.given` is `given` below `name`. */
function nested(values: readonly (readonly [string, ProfileValue])[]): Profile {
  const plain = values.filter(([name]) => !name.includes('.'))
  const parents = new Set(values.flatMap(([name]) => (name.includes('.') ? [name.slice(0, name.indexOf('.'))] : [])))
  const below = [...parents].map((parent) => {
    const children = values.filter(([name]) => name.startsWith(`${parent}.`))
    return [parent, nested(children.map(([name, value]) => [name.slice(parent.length + 1), value]))] as const
  })
  return Object.fromEntries([...plain, ...below])
}
