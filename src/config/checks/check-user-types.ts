import { compileTemplate } from '../../expression/compile-template.ts'
import { evaluate } from '../../expression/evaluate.ts'
import type { Gateway, UserType } from '../gateway.ts'
import { consistencyGuid, sourceAnchorName } from '../ldap-attributes-of.ts'
import type { ManagedSettings } from '../managed-settings.ts'
import { ldapAttributesIn, mappingUses } from '../mapping-uses.ts'
import { presetAttributes } from '../presets.ts'
import {
  applicationsIn,
  attributesIn,
  duplicates,
  type Finding,
  isReleasedTo,
  profileMappingsIn,
  userTypesIn,
  userTypesOf,
} from './settings-check.ts'

/** Checks of how user types map entries to profiles. */

export function checkProfileMappingsAreUnique(settings: ManagedSettings): Finding[] {
  return userTypesIn(settings).flatMap(({ value: userType, path }) =>
    duplicates(
      userType.newUserLookup.attributeMappings.map((value, index) => ({
        value,
        path: [...path, 'newUserLookup', 'attributeMappings', index, 'name'],
      })),
      (mapping) => mapping.name,
    ).map((mapping) => ({
      path: mapping.path,
      value: mapping.value.name,
      reason: 'this attribute is mapped twice',
      fix: 'keep one of the mappings',
    })),
  )
}

export function checkUsernameIsMapped(settings: ManagedSettings): Finding[] {
  return userTypesIn(settings)
    .filter(({ value }) => mappedValue(value, 'username') === undefined)
    .map(({ value, path }) => ({
      path: [...path, 'newUserLookup', 'attributeMappings'],
      reason: 'no mapping gives the username',
      fix:
        value.account === 'device'
          ? 'map username to the same attribute as externalId'
          : 'map username to ${ldapAttributes.sAMAccountName}',
    }))
}

/** A device's profile is found by the same value that Entra knows the device by. */
export function checkDeviceIdentitySource(settings: ManagedSettings): Finding[] {
  return userTypesIn(settings).flatMap(({ value: userType, path }) => {
    const [username, externalId] = [mappedValue(userType, 'username'), mappedValue(userType, 'externalId')]
    if (userType.account !== 'device' || username === undefined) return []
    if (externalId !== undefined && sameSource(username, externalId)) return []
    return [
      {
        path: [...path, 'newUserLookup', 'attributeMappings'],
        reason: `username comes from ${username}, and externalId from ${externalId ?? 'nothing'}; for devices both need one source`,
        fix: 'map both to the same attribute: objectGUID, or mS-DS-ConsistencyGuid where it is filled on computers',
      },
    ]
  })
}

/** Allowed by the source document, though Account ID is commonly a user's. */
export function checkSidInAccountId(settings: ManagedSettings): Finding[] {
  return profileMappingsIn(settings)
    .filter(({ value, userType }) => userType.account === 'device' && value.name === 'accountId')
    .filter(({ value }) => ldapAttributesIn(value.value).some((name) => name.toLowerCase() === 'objectsid'))
    .map(({ path }) => ({
      severity: 'note' as const,
      path,
      value: 'accountId',
      reason: 'accountId carries the SID of devices; it is commonly the account of a user',
      fix: `nothing, if no application reads user.accountId of users; else map objectSid to ${presetAttributes.deviceSid}`,
    }))
}

/** Only Joinery says which profiles are hybrid joined devices. */
export function checkHybridJoinAttributeIsNotMapped(settings: ManagedSettings): Finding[] {
  const reserved = new Set([
    presetAttributes.hybridJoinedDevice,
    ...settings.applications.map((application) => application.hybridJoinDeviceAttribute),
  ])
  return profileMappingsIn(settings)
    .filter(({ value }) => reserved.has(value.name))
    .map(({ value, path }) => ({
      path: [...path, 'name'],
      value: value.name,
      reason: 'this attribute says which profiles are hybrid joined devices: Joinery sets it, and no mapping may',
      fix: 'take the mapping out',
    }))
}

/** uuidAsBase64Guid gives its default for an anchor that is no GUID: with null as default no claim would go out. */
export function checkGuidAnchors(settings: ManagedSettings): Finding[] {
  return applicationsIn(settings).flatMap(({ value: application }) =>
    userTypesOf(application, settings).flatMap(({ gateway, userType }) => {
      const source = anchorSource(userType, gateway)
      if (source === undefined || isGuidAttribute(source)) return []
      return attributesIn(settings)
        .filter((mapping) => mapping.application === application && isReleasedTo(mapping.value, userType.account))
        .filter(({ value }) => isOnlyForGuids(value.value))
        .map(({ value, path }) => ({
          path: [...path, 'value'],
          value: value.value,
          reason: `externalId of the user type ${userType.id} comes from ${source}, which is no GUID, so uuidAsBase64Guid yields nothing`,
          fix: 'send the anchor unencoded, as Entra Connect does: ${user.externalId}',
        }))
    }),
  )
}

/** Entra knows users by the anchor that Entra Connect took; one that is named here and mapped nowhere is of no use. */
export function checkAnchorIsMapped(settings: ManagedSettings): Finding[] {
  return userTypesIn(settings).flatMap(({ value: userType, gateway, path }) => {
    const anchor = gateway.sourceAnchor.toLowerCase()
    const source = anchorSource(userType, gateway)
    if (userType.account !== 'user' || source === undefined) return []
    if (anchor === consistencyGuid.toLowerCase() || source.toLowerCase() === anchor) return []
    return [
      {
        severity: 'warning' as const,
        path: [...path, 'newUserLookup', 'attributeMappings'],
        reason: `the source anchor of the gateway ${gateway.id} is ${gateway.sourceAnchor}, but externalId comes from ${source}`,
        fix: `map externalId to \${ldapAttributes.${sourceAnchorName}}, or take sourceAnchor out of the gateway`,
      },
    ]
  })
}

/** The LDAP attribute that externalId is taken from, if it is one and no more. */
function anchorSource(userType: UserType, gateway: Gateway): string | undefined {
  const [source, ...others] = ldapAttributesIn(mappedValue(userType, 'externalId') ?? '')
  if (source === undefined || others.length > 0) return undefined
  return source === sourceAnchorName ? gateway.sourceAnchor : source
}

/** Tried out: a GUID gives a value, anything else gives none. */
function isOnlyForGuids(mapping: string): boolean {
  if (!mappingUses(mapping)?.calls.includes('string.uuidAsBase64Guid')) return false
  const tried = ['3f0817b9-ca17-4714-ab81-f7b5943dec7b', 'E1001'].map((externalId) => {
    try {
      return evaluate(compileTemplate(mapping), { user: { externalId } }, { now: () => new Date(0) })
    } catch {
      return null
    }
  })
  return tried[0] !== null && tried[1] === null
}

function isGuidAttribute(name: string): boolean {
  return ['objectguid', 'ms-ds-consistencyguid'].includes(name.toLowerCase())
}

function mappedValue(userType: UserType, name: string): string | undefined {
  return userType.newUserLookup.attributeMappings.find((mapping) => mapping.name === name)?.value
}

/** `ldapAttributes.objectGUID` and `ldapAttributes['objectguid']` are one source. */
function sameSource(a: string, b: string): boolean {
  const [ofA, ofB] = [ldapAttributesIn(a), ldapAttributesIn(b)]
  if (a.trim() === b.trim()) return true
  const plain = /^\$\{\s*ldapAttributes[^()+?:]*\}$/
  return plain.test(a) && plain.test(b) && ofA[0]?.toLowerCase() === ofB[0]?.toLowerCase()
}
