import { closestName } from '../closest-name.ts'
import type { ManagedSettings } from '../managed-settings.ts'
import { presetAttributes } from '../presets.ts'
import { profileAttributes } from '../profile-attributes.ts'
import { applicationsIn, duplicates, type Finding, gatewaysIn, type Located, userTypesIn } from './settings-check.ts'

/** Checks of names: unique where they must be, and there where they are referred to. */

export function checkIdsAreUnique(settings: ManagedSettings): Finding[] {
  const located = <Value>(list: readonly Value[], ...path: (string | number)[]): Located<Value>[] =>
    list.map((value, index) => ({ value, path: [...path, index] }))
  const lists: readonly Located<{ readonly id: string }>[][] = [
    gatewaysIn(settings),
    applicationsIn(settings),
    located(settings.populations, 'populations'),
    ...settings.gateways.map(({ userTypes }, index) => located(userTypes, 'gateways', index, 'userTypes')),
  ]
  return lists.flatMap((list) =>
    // In an address ids are compared as they are, but two that differ by case only are asking for trouble.
    duplicates(list, ({ id }) => id.toLowerCase()).map(({ value, path }) => ({
      path: [...path, 'id'],
      value: value.id,
      reason: 'another entry of this list has the same id',
      fix: 'give each an id of its own',
    })),
  )
}

export function checkNamesAreUnique(settings: ManagedSettings): Finding[] {
  const lists: readonly (readonly [string, readonly { readonly name: string }[]])[] = [
    ['gateways', settings.gateways],
    ['populations', settings.populations],
    ['schemaAttributes', settings.schemaAttributes],
  ]
  return lists.flatMap(([name, list]) =>
    duplicates(
      list.map((value, index) => ({ value, path: [name, index] })),
      (entry) => entry.name.toLowerCase(),
    ).map(({ value, path }) => ({
      path: [...path, 'name'],
      value: value.name,
      reason: 'another entry of this list has the same name',
      fix: 'give each a name of its own',
    })),
  )
}

/** A custom attribute with the name of a built-in one could never be told from it. */
export function checkCustomAttributeNames({ schemaAttributes }: ManagedSettings): Finding[] {
  const builtIn = new Set(profileAttributes.map(({ name }) => name.split('.')[0]))
  return schemaAttributes.flatMap(({ name }, index) =>
    builtIn.has(name)
      ? [
          {
            path: ['schemaAttributes', index, 'name'],
            value: name,
            reason: 'this is the name of a built-in attribute',
            fix: 'choose another name, or map to the built-in attribute',
          },
        ]
      : [],
  )
}

export function checkGatewayReferences(settings: ManagedSettings): Finding[] {
  return applicationsIn(settings).flatMap(({ value: application, path }) =>
    (['kerberos', 'passwords'] as const).flatMap((method) =>
      (application[method]?.gateways ?? []).flatMap(({ id, userType }, index) => {
        const at = [...path, method, 'gateways', index]
        const gateway = settings.gateways.find((candidate) => candidate.id === id)
        if (!gateway) return [missing([...at, 'id'], 'gateway', id, settings.gateways)]
        if (!gateway.userTypes.some((candidate) => candidate.id === userType.id))
          return [missing([...at, 'userType', 'id'], `user type of the gateway ${id}`, userType.id, gateway.userTypes)]
        if (method === 'kerberos' && gateway.kerberos === undefined)
          return [
            {
              path: [...at, 'id'],
              value: id,
              reason: 'this gateway has no Kerberos settings, so it can take no tickets',
              fix: `add gateways/${id}/kerberos with the service account's UPN`,
            },
          ]
        return []
      }),
    ),
  )
}

export function checkPopulationReferences(settings: ManagedSettings): Finding[] {
  return userTypesIn(settings).flatMap(({ value, path }) => {
    const id = value.newUserLookup.population?.id
    if (id === undefined || settings.populations.some((population) => population.id === id)) return []
    return [missing([...path, 'newUserLookup', 'population', 'id'], 'population', id, settings.populations)]
  })
}

/** The attribute that Joinery sets on devices must be one of ours, and nobody else may write it. */
export function checkHybridJoinAttribute(settings: ManagedSettings): Finding[] {
  const custom = settings.schemaAttributes.filter(({ enabled }) => enabled).map(({ name }) => name)
  const known = [...custom, presetAttributes.hybridJoinedDevice]
  return applicationsIn(settings).flatMap(({ value: application, path }) => {
    const name = application.hybridJoinDeviceAttribute
    if (known.includes(name)) return []
    const meant = closestName(name, known)
    return [
      {
        path: [...path, 'hybridJoinDeviceAttribute'],
        value: name,
        reason: 'there is no such custom attribute',
        fix:
          meant === undefined
            ? 'add it to schemaAttributes'
            : `did you mean ${meant}? If not, add it to schemaAttributes`,
      },
    ]
  })
}

/** A user token is found by this attribute, so two profiles must never have the same value of it. */
export function checkUsernameMatch(settings: ManagedSettings): Finding[] {
  return applicationsIn(settings).flatMap(({ value: application, path }) => {
    const name = application.userAttributeUsernameMatch
    if (name === 'email' || name === 'username') return []
    const attribute = settings.schemaAttributes.find((candidate) => candidate.name === name)
    const finding = (reason: string, fix: string) => [
      { path: [...path, 'userAttributeUsernameMatch'], value: name, reason, fix },
    ]
    if (!attribute)
      return finding(
        'there is no such custom attribute',
        'choose email, username, or a unique attribute of schemaAttributes',
      )
    const { enabled, multiValued, type, unique } = attribute
    if (enabled && unique && type === 'STRING' && !multiValued) return []
    return finding(
      'user names can only be matched with a text attribute that is unique, enabled and has one value',
      `set unique: true in schemaAttributes/${name}, with type STRING, enabled: true and multiValued: false`,
    )
  })
}

function missing(
  path: (string | number)[],
  what: string,
  id: string,
  list: readonly { readonly id: string }[],
): Finding {
  const ids = list.map((entry) => entry.id)
  const meant = closestName(id, ids)
  const known = ids.length === 0 ? 'there is none yet' : `there are ${ids.join(', ')}`
  return {
    path,
    value: id,
    reason: `there is no ${what} with this id`,
    fix: meant === undefined ? known : `did you mean ${meant}?`,
  }
}
