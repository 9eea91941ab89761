import { factClaims } from '../entra/claim-requirements.ts'
import { claimNamespaces } from '../protocol/names/claims.ts'
import { factExpression } from './fact-claims.ts'

/**
 * "Use default values": the tables of the source document as settings, in the order it prints them.
 * Plain data; whatever a name is left out of is filled by the schema. Every value can be overridden afterwards.
 */

/** Custom attributes that the presets below map to. An administrator may declare others and name those instead. */
export const presetAttributes = {
  upn: 'ms-upn',
  deviceSid: 'device-sid',
  hybridJoinedDevice: 'hybridJoinedDevice',
} as const

export const presetSchemaAttributes = [
  {
    name: presetAttributes.upn,
    displayName: 'UPN',
    description: 'userPrincipalName of the AD user; username tokens may be matched with it.',
    unique: true,
  },
  {
    name: presetAttributes.deviceSid,
    displayName: 'Device SID',
    description: 'objectSid of the computer account.',
  },
  {
    name: presetAttributes.hybridJoinedDevice,
    displayName: 'Hybrid joined device',
    description: 'Set by Joinery on the profiles of devices, by nothing else.',
  },
]

const presetLinkAttributes = ['objectGUID', 'objectSid', 'dn', 'sAMAccountName']

/** What External ID is taken from by default: the source anchor Entra Connect chooses by default. */
const presetExternalIdSource = 'mS-DS-ConsistencyGuid'

const presetFilters = {
  user: '(&(objectClass=user)(objectCategory=person)(|(sAMAccountName=${identifier})(mail=${identifier})(userPrincipalName=${identifier})))',
  device: '(&(objectClass=computer)(sAMAccountName=${identifier}))',
} as const

/** The mapping value that reads an LDAP attribute: dotted where the name allows it, else in brackets. */
export function ldapAttributeValue(attribute: string): string {
  return /^[A-Za-z][A-Za-z0-9_]*$/.test(attribute)
    ? `\${ldapAttributes.${attribute}}`
    : `\${ldapAttributes['${attribute.replaceAll("'", "''")}']}`
}

/** The mapping value that reads a profile attribute. */
export function profileAttributeValue(attribute: string): string {
  return /^[A-Za-z][A-Za-z0-9_.]*$/.test(attribute)
    ? `\${user.${attribute}}`
    : `\${user['${attribute.replaceAll("'", "''")}']}`
}

export interface UserLookupPreset {
  /** The AD attribute that Entra Connect uses as source anchor. */
  readonly externalIdSource?: string
  /** The custom attribute that holds userPrincipalName. */
  readonly upnAttribute?: string
}

/** `newUserLookup` of a user type for cloud users. */
export function cloudUserLookup(preset: UserLookupPreset = {}) {
  const sources: readonly (readonly [string, string])[] = [
    ['username', 'sAMAccountName'],
    ['email', 'mail'],
    ['name.family', 'sn'],
    ['name.formatted', 'displayName'],
    ['name.given', 'givenName'],
    ['title', 'title'],
    ['primaryPhone', 'telephoneNumber'],
    ['mobilePhone', 'mobile'],
    ['address.streetAddress', 'streetAddress'],
    ['address.locality', 'l'],
    ['address.region', 'st'],
    ['address.postalCode', 'postalCode'],
    ['address.countryCode', 'c'],
    ['externalId', preset.externalIdSource ?? presetExternalIdSource],
    [preset.upnAttribute ?? presetAttributes.upn, 'userPrincipalName'],
  ]
  return { ldapFilterPattern: presetFilters.user, attributeMappings: profileMappings(sources) }
}

export interface DeviceLookupPreset {
  /** Source of Username and External ID alike. `objectGUID` where Entra Connect fills no ConsistencyGuid on computers. */
  readonly externalIdSource?: string
  /** The attribute that holds objectSid: a custom one, or the built-in `accountId`. */
  readonly sidAttribute?: string
}

/** `newUserLookup` of a user type for hybrid joined devices. */
export function deviceLookup(preset: DeviceLookupPreset = {}) {
  const anchor = preset.externalIdSource ?? presetExternalIdSource
  const sources: readonly (readonly [string, string])[] = [
    ['username', anchor],
    ['nickname', 'sAMAccountName'],
    ['externalId', anchor],
    [preset.sidAttribute ?? presetAttributes.deviceSid, 'objectSid'],
  ]
  return { ldapFilterPattern: presetFilters.device, attributeMappings: profileMappings(sources) }
}

interface NamedSubtree {
  readonly id: string
  readonly name?: string
  readonly searchBaseDn: string
}

/** A user type for cloud users, as "Use default values" fills it. */
export function cloudUserType({ id, name, searchBaseDn, ...preset }: NamedSubtree & UserLookupPreset) {
  return {
    id,
    name: name ?? 'cloud users',
    account: 'user' as const,
    passwordAuthority: 'LDAP' as const,
    allowPasswordChanges: true,
    updateUserOnSuccessfulAuthentication: true,
    searchBaseDn,
    orderedCorrelationAttributes: [...presetLinkAttributes],
    newUserLookup: cloudUserLookup(preset),
  }
}

/** A user type for hybrid joined devices. */
export function deviceUserType({ id, name, searchBaseDn, ...preset }: NamedSubtree & DeviceLookupPreset) {
  return {
    id,
    name: name ?? 'hybrid joined devices',
    account: 'device' as const,
    passwordAuthority: 'LDAP' as const,
    allowPasswordChanges: false,
    updateUserOnSuccessfulAuthentication: false,
    searchBaseDn,
    orderedCorrelationAttributes: [...presetLinkAttributes],
    newUserLookup: deviceLookup(preset),
  }
}

export interface ApplicationMappingPreset {
  readonly upnAttribute?: string
  readonly sidAttribute?: string
}

const anchorAsBase64 = '${#string.uuidAsBase64Guid(user.externalId,null)}'

/** The attribute mappings of a Microsoft 365 application, for its users and its devices. */
export function microsoft365Mappings(preset: ApplicationMappingPreset = {}) {
  const upn = profileAttributeValue(preset.upnAttribute ?? presetAttributes.upn)
  const sid = profileAttributeValue(preset.sidAttribute ?? presetAttributes.deviceSid)
  return [
    { name: 'ImmutableID', nameFormat: claimNamespaces.liveIdFederation, value: anchorAsBase64, ...to('everyone') },
    { name: 'Subject', value: anchorAsBase64, ...to('everyone') },
    { name: 'UPN', nameFormat: claimNamespaces.claims, value: upn, ...to('users') },
    { name: 'accounttype', nameFormat: claimNamespaces.microsoft2012, value: '${"DJ"}', ...to('devices') },
    {
      name: 'onpremobjectguid',
      nameFormat: claimNamespaces.microsoftIdentityClaims,
      value: anchorAsBase64,
      ...to('devices'),
    },
    { name: 'primarysid', nameFormat: claimNamespaces.microsoftIdentityClaims2008, value: sid, ...to('devices') },
    ...factMappings(),
  ]
}

/** What Joinery itself knows of a user's sign-in; each goes out only when it is true. Beyond the tables of the source document. */
function factMappings() {
  // Entra takes the instant from the AuthenticationStatement.
  return factClaims
    .filter(({ name }) => name !== 'authenticationinstant')
    .map(({ name, namespace, facts }) => ({
      name,
      nameFormat: namespace,
      value: factExpression(facts[0]),
      required: false,
      releaseTo: 'users' as const,
    }))
}

export interface ApplicationPreset extends ApplicationMappingPreset {
  readonly id: string
  readonly name?: string
  readonly domainName: string
  /** The user types whose Kerberos tickets it takes: first the users', then the devices'. */
  readonly gateways?: readonly { readonly gateway: string; readonly userType: string }[]
}

/** A Microsoft 365 application ready for hybrid join. */
export function microsoft365Application({ id, name, domainName, gateways, ...preset }: ApplicationPreset) {
  return {
    id,
    name: name ?? 'Microsoft 365',
    domainName,
    kerberos: gateways && {
      gateways: gateways.map(({ gateway, userType }) => ({ id: gateway, userType: { id: userType } })),
    },
    attributes: microsoft365Mappings(preset),
  }
}

function profileMappings(sources: readonly (readonly [string, string])[]) {
  return sources.map(([name, attribute]) => ({ name, value: ldapAttributeValue(attribute) }))
}

function to(releaseTo: 'everyone' | 'users' | 'devices') {
  return { required: true, releaseTo }
}
