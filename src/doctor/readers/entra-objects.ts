import type { Fact } from '../fact.ts'
import { factAt } from '../fact-at.ts'
import type { Line } from '../reader.ts'
import type { EntraDevice, EntraDomain, EntraUser, FederationSettings } from '../readings/entra-readings.ts'
import { type FactTable, hasAny, listFacts, type ObjectKind, readFacts, stretchOf, tableNames } from './object-kind.ts'
import { findProperty, type PrintedObject } from './shapes/printed-object.ts'
import type { FactContext } from './typed-fact.ts'

/** Entra's objects as Microsoft Graph PowerShell, the older MSOnline module, Graph's JSON and the portal's CSV print them. */

const federation = {
  domainId: ['dns', 'domainid', 'domainname'],
  id: ['guid', 'id'],
  displayName: ['text', 'displayname', 'federationbrandname'],
  issuerUri: ['text', 'issueruri'],
  passiveSignInUri: ['url', 'passivesigninuri', 'passivelogonuri'],
  activeSignInUri: ['url', 'activesigninuri', 'activelogonuri'],
  metadataExchangeUri: ['url', 'metadataexchangeuri'],
  signOutUri: ['url', 'signouturi', 'logoffuri'],
  passwordResetUri: ['url', 'passwordreseturi', 'passwordchangeuri'],
  signingCertificate: ['certificate', 'signingcertificate'],
  nextSigningCertificate: ['certificate', 'nextsigningcertificate'],
  signingCertificateUpdateResult: ['text', 'signingcertificateupdatestatus.certificateupdateresult'],
  signingCertificateLastRunDateTime: ['time', 'signingcertificateupdatestatus.lastrundatetime'],
  preferredAuthenticationProtocol: ['text', 'preferredauthenticationprotocol'],
  federatedIdpMfaBehavior: ['text', 'federatedidpmfabehavior'],
  promptLoginBehavior: ['text', 'promptloginbehavior'],
  isSignedAuthenticationRequestRequired: ['boolean', 'issignedauthenticationrequestrequired'],
  supportsMfa: ['boolean', 'supportsmfa'],
} as const satisfies FactTable<keyof FederationSettings['facts']>

const msolNames = ['activelogonuri', 'passivelogonuri', 'logoffuri', 'federationbrandname', 'supportsmfa']
const federationNames = tableNames(federation).filter((name) =>
  /(?:uri|certificate|behavior|protocol|brandname)$/.test(name),
)

export const federationSettingsKind: ObjectKind = {
  names: [...tableNames(federation), 'signingcertificateupdatestatus', 'additionalproperties'],
  recognises: (names) => hasAny(names, federationNames),
  read(object, context): FederationSettings {
    const names = object.properties.map(({ name }) => name.toLowerCase())
    return {
      kind: 'federation-settings',
      ...stretchOf(object, context),
      form: names.some((name) => msolNames.includes(name)) ? 'msol' : 'graph',
      facts: readFacts(object, federation, context),
    }
  },
}

/** The domain stands in the command before the output, or in the address of Graph's answer. */
export function withDomain(settings: FederationSettings, lines: readonly Line[], start: number): FederationSettings {
  if (settings.facts.domainId !== undefined) return settings
  for (const line of lines.slice(Math.max(0, start - 8), start + 3).reverse()) {
    const [, argument, inAddress] =
      /-Domain(?:Id|Name)\s+['"]?([\w.-]+)|[/#]domains(?:\('|\/)([\w.-]+)/i.exec(line.text.slice(0, 2000)) ?? []
    const domain = (argument ?? inAddress)?.toLowerCase()
    if (domain?.includes('.'))
      return { ...settings, facts: { ...settings.facts, domainId: factAt(line, settings.source, 'DomainId', domain) } }
  }
  return settings
}

const device = {
  id: ['guid', 'id', 'objectid', 'object id'],
  deviceId: ['guid', 'deviceid', 'device id'],
  displayName: ['text', 'displayname', 'display name', 'name'],
  accountEnabled: ['boolean', 'accountenabled', 'enabled'],
  trustType: ['text', 'trusttype', 'jointype (trusttype)', 'jointype', 'join type'],
  profileType: ['text', 'profiletype'],
  operatingSystem: ['text', 'operatingsystem', 'os'],
  operatingSystemVersion: ['text', 'operatingsystemversion', 'version'],
  isManaged: ['boolean', 'ismanaged'],
  isCompliant: ['boolean', 'iscompliant'],
  approximateLastSignInDateTime: ['time', 'approximatelastsignindatetime', 'approximatelastlogontimestamp', 'activity'],
  registrationDateTime: ['time', 'registrationdatetime', 'registrationtime', 'registered'],
  onPremisesSyncEnabled: ['boolean', 'onpremisessyncenabled', 'dirsyncenabled'],
  onPremisesLastSyncDateTime: ['time', 'onpremiseslastsyncdatetime', 'lastdirsynctime'],
} as const satisfies FactTable<keyof EntraDevice['facts']>

const deviceNames = [
  'trusttype',
  'jointype (trusttype)',
  'approximatelastsignindatetime',
  'alternativesecurityids',
  'registrationdatetime',
]
const alsoOfDevices = ['displayname', 'accountenabled', 'operatingsystem', 'ismanaged', 'iscompliant', 'profiletype']

export const deviceKind: ObjectKind = {
  names: [...tableNames(device), 'alternativesecurityids', 'deletedatetime', 'deleteddatetime'],
  recognises: (names) => hasAny(names, deviceNames) || (names.has('deviceid') && hasAny(names, alsoOfDevices)),
  read(object, context): EntraDevice {
    const facts: EntraDevice['facts'] = readFacts(withoutDashes(object), device, context)
    const trustType = facts.trustType && { ...facts.trustType, value: trustTypeOf(facts.trustType.value) }
    const securityIds = alternativeSecurityIds(object, context)
    return {
      kind: 'entra-device',
      ...stretchOf(object, context),
      facts: { ...facts, ...pendingRegistration(object, context), ...(trustType && { trustType }) },
      ...(securityIds && { alternativeSecurityIds: securityIds }),
    }
  },
}

/** The portal writes a dash, `N/A` or `None` where a column is empty. */
function withoutDashes(object: PrintedObject): PrintedObject {
  const properties = object.properties.map((property) =>
    /^(?:-|n\/a|none|null|pending)$/i.test(property.text) ? { ...property, text: '', items: [] } : property,
  )
  return { ...object, properties }
}

/** The word itself is what tells a device that was synced and never registered. */
function pendingRegistration(object: PrintedObject, context: FactContext): { registrationDateTime?: Fact } {
  const found = ['registrationtime', 'registrationdatetime', 'registered']
    .map((name) => findProperty(object, name))
    .find((property) => /^pending$/i.test(property?.text ?? ''))
  return found === undefined ? {} : { registrationDateTime: factAt(found.line, context.source, found.name, 'Pending') }
}

/** `ServerAd` is what Graph calls a hybrid joined device; the portal has names of its own, and has renamed them. */
function trustTypeOf(text: string): string {
  if (/hybrid|^server ?ad$/i.test(text)) return 'ServerAd'
  if (/registered|^workplace$/i.test(text)) return 'Workplace'
  return /joined|^azure ?ad$/i.test(text) ? 'AzureAd' : text
}

/** Undefined where PowerShell prints only the names of its types. */
function alternativeSecurityIds(object: PrintedObject, context: FactContext): readonly Fact[] | undefined {
  const keys = object.properties.filter(({ name }) => /^alternativesecurityids(?:\.key)?$/i.test(name))
  const readable = keys.filter(({ text }) => !text.includes('Microsoft.Graph'))
  if (readable.length === 0) return undefined
  return readable
    .flatMap((property) => listFacts(property, 'text', context))
    .map((fact) => ({ ...fact, value: securityIdText(fact.value) }))
}

/** Graph's JSON holds base64 of UTF-16: `X509:<SHA1-TP-PUBKEY>…`. */
function securityIdText(value: string): string {
  const text = /^[A-Za-z0-9+/]{8,}={0,2}$/.test(value) ? Buffer.from(value, 'base64').toString('utf16le') : ''
  return /^X509:[ -~]+$/.test(text) ? text : value
}

const user = {
  id: ['guid', 'id', 'objectid'],
  userPrincipalName: ['upn', 'userprincipalname'],
  displayName: ['text', 'displayname'],
  accountEnabled: ['boolean', 'accountenabled'],
  onPremisesImmutableId: ['text', 'onpremisesimmutableid', 'immutableid'],
  onPremisesSyncEnabled: ['boolean', 'onpremisessyncenabled', 'dirsyncenabled'],
  onPremisesLastSyncDateTime: ['time', 'onpremiseslastsyncdatetime', 'lastdirsynctime'],
  onPremisesUserPrincipalName: ['upn', 'onpremisesuserprincipalname'],
  onPremisesSamAccountName: ['text', 'onpremisessamaccountname'],
  onPremisesSecurityIdentifier: ['sid', 'onpremisessecurityidentifier'],
  onPremisesDomainName: ['dns', 'onpremisesdomainname'],
} as const satisfies FactTable<keyof EntraUser['facts']>

const userNames = ['onpremisesimmutableid', 'immutableid', 'onpremisesuserprincipalname', 'onpremisessamaccountname']
/** A sign-in of Entra's log and an account of AD have a user principal name as well. */
const notOfUsers = ['samaccountname', 'distinguishedname', 'objectguid', 'appid', 'appdisplayname', 'principal']

export const userKind: ObjectKind = {
  names: tableNames(user),
  recognises: (names) =>
    hasAny(names, userNames) ||
    (names.has('userprincipalname') && hasAny(names, ['id', 'displayname', 'mail']) && !hasAny(names, notOfUsers)),
  read: (object, context): EntraUser => ({
    kind: 'entra-user',
    ...stretchOf(object, context),
    facts: readFacts(object, user, context),
  }),
}

const domain = {
  id: ['dns', 'id', 'name'],
  authenticationType: ['text', 'authenticationtype', 'authentication'],
  isVerified: ['boolean', 'isverified'],
  isDefault: ['boolean', 'isdefault'],
  isInitial: ['boolean', 'isinitial'],
  isRoot: ['boolean', 'isroot'],
} as const satisfies FactTable<keyof EntraDomain['facts']>

export const domainKind: ObjectKind = {
  names: [...tableNames(domain), 'availabilitystatus', 'isadminmanaged'],
  recognises: (names) =>
    (names.has('authenticationtype') && hasAny(names, ['isverified', 'isdefault', 'isinitial', 'isroot', 'id'])) ||
    ['name', 'status', 'authentication'].every((name) => names.has(name)),
  read(object, context): EntraDomain {
    const facts: EntraDomain['facts'] = readFacts(object, domain, context)
    const status = findProperty(object, 'status')
    const isVerified =
      status !== undefined && /^(?:un)?verified$/i.test(status.text)
        ? factAt(status.line, context.source, status.name, String(/^v/i.test(status.text)))
        : undefined
    return {
      kind: 'entra-domain',
      ...stretchOf(object, context),
      facts: { ...facts, ...(isVerified && !facts.isVerified && { isVerified }) },
    }
  },
}
