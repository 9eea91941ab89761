import { IdpError } from '../../errors.ts'
import { compileTemplate } from '../../expression/compile-template.ts'
import { closestName } from '../closest-name.ts'
import type { ManagedSettings } from '../managed-settings.ts'
import { mappingUses, profileAttributesIn } from '../mapping-uses.ts'
import { profileAttributes } from '../profile-attributes.ts'
import { signInFactRoots } from '../sign-in-facts.ts'
import { attributesIn, type Finding, type Located, profileMappingsIn } from './settings-check.ts'

/** Checks of the expressions in mappings: that they compile, and read what is there. */

/** What each kind of mapping may read. */
const applicationRoots = ['user', ...signInFactRoots]
const userTypeRoots = ['ldapAttributes']

export function checkExpressionsCompile(settings: ManagedSettings): Finding[] {
  return allMappings(settings).flatMap(({ value, path }) => {
    try {
      compileTemplate(value.value)
      return []
    } catch (error) {
      if (!(error instanceof IdpError)) throw error
      return [{ path: [...path, 'value'], value: value.value, reason: sentence(error.means), fix: sentence(error.fix) }]
    }
  })
}

/** A value that reads a variable of the other side is empty for everybody. */
export function checkExpressionRoots(settings: ManagedSettings): Finding[] {
  return [
    ...profileMappingsIn(settings).flatMap((mapping) => foreignRoot(mapping, userTypeRoots, 'a user type')),
    ...attributesIn(settings).flatMap((mapping) => foreignRoot(mapping, applicationRoots, 'an application')),
  ]
}

export function checkProfileAttributesExist(settings: ManagedSettings): Finding[] {
  const known = knownAttributes(settings)
  const mappable = [
    ...profileAttributes.filter((attribute) => attribute.mappable).map(({ name }) => name),
    ...known.custom,
  ]
  const written = profileMappingsIn(settings)
    .filter(({ value }) => !mappable.includes(value.name))
    .map(({ value, path }) => unknown([...path, 'name'], value.name, value.name, mappable))
  const read = attributesIn(settings).flatMap(({ value, path }) =>
    profileAttributesIn(value.value)
      .filter((name) => !known.isReadable(name))
      .map((name) => unknown([...path, 'value'], value.value, name, known.names)),
  )
  return [...written, ...read]
}

function foreignRoot(
  { value, path }: Located<{ readonly value: string }>,
  roots: readonly string[],
  where: string,
): Finding[] {
  const found = (mappingUses(value.value)?.paths ?? []).map((used) => used.split('.')[0] ?? '')
  return [...new Set(found)]
    .filter((root) => !roots.includes(root))
    .map((root) => ({
      path: [...path, 'value'],
      value: value.value,
      reason: `it reads ${root}, which the mappings of ${where} do not have, so it is always empty`,
      fix: `read ${roots[0]}; a text must be in quotes: \${"${root}"}`,
    }))
}

function knownAttributes(settings: ManagedSettings) {
  const custom = settings.schemaAttributes.filter(({ enabled }) => enabled).map(({ name }) => name)
  const builtIn = profileAttributes.map(({ name }) => name)
  const hybridJoin = settings.applications.map((application) => application.hybridJoinDeviceAttribute)
  const names = [...builtIn, ...custom, ...hybridJoin]
  return {
    custom,
    names,
    /** Whole (`name.given`), a group of them (`name`), or something inside a custom JSON attribute. */
    isReadable: (path: string) =>
      names.includes(path) ||
      builtIn.some((name) => name.startsWith(`${path}.`)) ||
      custom.includes(path.split('.')[0] ?? ''),
  }
}

function unknown(path: (string | number)[], value: string, name: string, known: readonly string[]): Finding {
  const meant = closestName(name, known)
  return {
    path,
    value,
    reason: `there is no profile attribute ${name} to map`,
    fix: meant === undefined ? 'add it to schemaAttributes, or name a built-in attribute' : `did you mean ${meant}?`,
  }
}

function allMappings(settings: ManagedSettings): Located<{ readonly value: string }>[] {
  return [...profileMappingsIn(settings), ...attributesIn(settings)]
}

/** As part of a longer line. */
function sentence(text: string): string {
  return text.replace(/\.$/, '')
}
