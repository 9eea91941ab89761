import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'yaml'
import { settingsChecks } from '../../../src/config/check-settings.ts'
import type { SettingsFacts } from '../../../src/config/checks/settings-check.ts'
import type { ManagedSettings } from '../../../src/config/managed-settings.ts'
import { cloudUserLookup, deviceLookup, microsoft365Mappings } from '../../../src/config/presets.ts'
import { parseSettings, readDocument } from '../../../src/config/read-settings.ts'

const good = readFileSync(new URL('../../fixtures/settings/hybrid-join.yaml', import.meta.url), 'utf8')

// biome-ignore lint/suspicious/noExplicitAny: a document that is made wrong on purpose has no type
type Loose = any

/** The good settings with everything spelled out, changed in one way. */
function document(change: (document: Loose) => void): unknown {
  const value: Loose = parse(good)
  value.schemaAttributes = [{ name: 'ms-upn', unique: true }, { name: 'device-sid' }, { name: 'hybridJoinedDevice' }]
  const [users, devices] = value.gateways[0].userTypes
  users.newUserLookup = { ...cloudUserLookup(), ...users.newUserLookup }
  devices.newUserLookup = { ...deviceLookup(), ...devices.newUserLookup }
  value.applications[0].attributes = microsoft365Mappings()
  change(value)
  return value
}

const ad = (value: Loose) => value.gateways[0]
const users = (value: Loose) => ad(value).userTypes[0]
const devices = (value: Loose) => ad(value).userTypes[1]
const m365 = (value: Loose) => value.applications[0]
const claim = (value: Loose, name: string) => m365(value).attributes.find((row: Loose) => row.name === name)
const mapping = (userType: Loose, name: string) =>
  userType.newUserLookup.attributeMappings.find((row: Loose) => row.name === name)

interface Case {
  readonly says: string
  readonly change: (document: Loose) => void
  readonly check: string
  readonly path: string
  readonly severity?: 'warning' | 'note'
  /** Part of the fix. */
  readonly fix?: RegExp
  readonly facts?: SettingsFacts
}

const group = { gateway: { id: 'ad' }, groupDn: 'CN=Admins,DC=corp,DC=example,DC=test', role: 'owner' }

const cases: readonly Case[] = [
  {
    says: 'administrators of a gateway that is not there',
    change: (value) => {
      value.administration = { groups: [{ ...group, gateway: { id: 'da' } }] }
    },
    check: 'administration/gateways',
    path: 'administration/groups/0/gateway/id',
    fix: /did you mean ad/,
  },
  {
    says: 'administrators whose passwords would travel in the clear',
    change: (value) => {
      ad(value).connectionSecurity = 'None'
      value.administration = { groups: [group] }
    },
    check: 'administration/gateways',
    path: 'administration/groups/0/gateway/id',
    fix: /TLS or StartTLS/,
  },
  {
    says: 'administrators of a group that is named by no DN',
    change: (value) => {
      value.administration = { groups: [{ ...group, groupDn: 'Admins' }] }
    },
    check: 'directory/dn',
    path: 'administration/groups/0/groupDn',
  },
  {
    says: 'an idle time that is never reached',
    change: (value) => {
      value.administration = { idleMinutes: 60, absoluteMinutes: 30 }
    },
    check: 'administration/lifetimes',
    severity: 'warning',
    path: 'administration/idleMinutes',
  },
  {
    says: 'passwords of a gateway that is not there',
    change: (value) => {
      m365(value).passwords = { gateways: [{ id: 'da', userType: { id: 'cloud-users' } }] }
    },
    check: 'names/gateways',
    path: 'applications/m365/passwords/gateways/da/id',
    fix: /did you mean ad/,
  },
  {
    says: 'passwords of devices',
    change: (value) => {
      m365(value).passwords = { gateways: [{ id: 'ad', userType: { id: devices(value).id } }] }
    },
    check: 'passwords/people',
    path: 'applications/m365/passwords/gateways/ad/userType/id',
  },
  {
    says: 'user names matched with an attribute that comes from nowhere',
    change: (value) => {
      m365(value).userAttributeUsernameMatch = 'email'
      mapping(users(value), 'email').value = 'nobody@example.com'
    },
    check: 'passwords/username-mapped',
    path: 'applications/m365/userAttributeUsernameMatch',
    severity: 'warning',
    fix: /ldapAttributes\.mail/,
  },
  {
    says: 'two gateways with one id',
    change: (value) => value.gateways.push({ ...ad(value), id: 'AD', name: 'other', userTypes: [] }),
    check: 'names/ids',
    path: 'gateways/AD/id',
  },
  {
    says: 'two user types with one id',
    change: (value) =>
      ad(value).userTypes.push({ ...users(value), searchBaseDn: 'OU=Other,DC=corp,DC=example,DC=com' }),
    check: 'names/ids',
    path: 'gateways/ad/userTypes/2/id',
  },
  {
    says: 'two applications with one id',
    change: (value) => value.applications.push({ ...m365(value), domainName: 'other.example.com' }),
    check: 'names/ids',
    path: 'applications/1/id',
  },
  {
    says: 'two populations with one name',
    change: (value) => value.populations.push({ id: 'more', name: 'people' }),
    check: 'names/names',
    path: 'populations/more/name',
  },
  {
    says: 'a custom attribute named like a built-in one',
    change: (value) => value.schemaAttributes.push({ name: 'nickname' }),
    check: 'names/custom-attributes',
    path: 'schemaAttributes/nickname/name',
  },
  {
    says: 'a unique attribute that is no text',
    change: (value) => value.schemaAttributes.push({ name: 'badge', type: 'BOOLEAN', unique: true }),
    check: 'names/schema-attributes',
    path: 'schemaAttributes/badge/unique',
  },
  {
    says: 'one value where there were several',
    change: (value) => value.schemaAttributes.push({ name: 'badge' }),
    check: 'names/schema-attributes',
    path: 'schemaAttributes/badge/multiValued',
    facts: {
      before: parseSettings(JSON.stringify({ schemaAttributes: [{ name: 'badge', multiValued: true }] })),
    },
  },
  {
    says: 'more custom attributes than there may be',
    change: (value) => {
      for (let count = 0; count < 200; count += 1) value.schemaAttributes.push({ name: `a${count}` })
    },
    check: 'names/schema-attributes',
    path: 'schemaAttributes',
  },
  {
    says: 'an application of a gateway that is not there',
    change: (value) => (m365(value).kerberos.gateways[0].id = 'adx'),
    check: 'names/gateways',
    path: 'applications/m365/kerberos/gateways/adx/id',
    fix: /did you mean ad\?/,
  },
  {
    says: 'an application of a user type that is not there',
    change: (value) => (m365(value).kerberos.gateways[1].userType.id = 'device'),
    check: 'names/gateways',
    path: 'applications/m365/kerberos/gateways/1/userType/id',
    fix: /did you mean devices\?/,
  },
  {
    says: 'an application that takes tickets of a gateway without Kerberos',
    change: (value) => {
      delete ad(value).kerberos
      m365(value).kerberos.gateways.pop()
    },
    check: 'names/gateways',
    path: 'applications/m365/kerberos/gateways/ad/id',
    fix: /gateways\/ad\/kerberos/,
  },
  {
    says: 'a population that is not there',
    change: (value) => (users(value).newUserLookup.population.id = 'peopel'),
    check: 'names/populations',
    path: 'gateways/ad/userTypes/users/newUserLookup/population/id',
    fix: /did you mean people\?/,
  },
  {
    says: 'a hybrid join attribute that is not there',
    change: (value) => (m365(value).hybridJoinDeviceAttribute = 'hybridJoinedDevise'),
    check: 'names/hybrid-join-attribute',
    path: 'applications/m365/hybridJoinDeviceAttribute',
    fix: /did you mean hybridJoinedDevice\?/,
  },
  {
    says: 'a user name matched with an attribute that is not there',
    change: (value) => (m365(value).userAttributeUsernameMatch = 'upn'),
    check: 'names/username-match',
    path: 'applications/m365/userAttributeUsernameMatch',
  },
  {
    says: 'a user name matched with an attribute that is not unique',
    change: (value) => (m365(value).userAttributeUsernameMatch = 'device-sid'),
    check: 'names/username-match',
    path: 'applications/m365/userAttributeUsernameMatch',
    fix: /unique: true/,
  },
  {
    says: 'a base that is no DN [RFC4514 §3]',
    change: (value) => (users(value).searchBaseDn = 'corp.example.com'),
    check: 'directory/dn',
    path: 'gateways/ad/userTypes/users/searchBaseDn',
  },
  {
    says: 'a bind DN and a group that are no DNs [RFC4514 §3]',
    change: (value) => (ad(value).bindDN = 'CN=a,,DC=b'),
    check: 'directory/dn',
    path: 'gateways/ad/bindDN',
  },
  {
    says: 'a base within another one, written another way [RFC4514 §2]',
    change: (value) => (devices(value).searchBaseDn = 'ou=WS, ou=people , dc=CORP,dc=example,dc=com'),
    check: 'directory/base-dn-overlap',
    path: 'gateways/ad/userTypes/devices/searchBaseDn',
  },
  {
    says: 'two equal bases are named once',
    change: (value) => (devices(value).searchBaseDn = users(value).searchBaseDn),
    check: 'directory/base-dn-overlap',
    path: 'gateways/ad/userTypes/devices/searchBaseDn',
  },
  {
    says: 'a filter without the identifier',
    change: (value) => (users(value).newUserLookup.ldapFilterPattern = '(objectClass=user)'),
    check: 'directory/filter',
    path: 'gateways/ad/userTypes/users/newUserLookup/ldapFilterPattern',
  },
  {
    says: 'a filter with a bracket too few [RFC4515 §3]',
    change: (value) => (users(value).newUserLookup.ldapFilterPattern = '(&(cn=${identifier})'),
    check: 'directory/filter',
    path: 'gateways/ad/userTypes/users/newUserLookup/ldapFilterPattern',
  },
  {
    says: 'a port that does not exist',
    change: (value) => (ad(value).serversHostAndPort[1] = 'dc2.corp.example.com:99999'),
    check: 'directory/port',
    path: 'gateways/ad/serversHostAndPort/1',
  },
  {
    says: 'a realm that two gateways take',
    change: (value) => {
      ad(value).kerberos.realm = 'CORP.EXAMPLE.COM'
      value.gateways.push({
        ...ad(value),
        id: 'b',
        name: 'b',
        userTypes: [],
        kerberos: { serviceAccountUserPrincipalName: 'a@b', trustedRealms: ['corp.example.com'] },
      })
    },
    check: 'directory/realm',
    path: 'gateways/b/kerberos/trustedRealms/0',
  },
  {
    says: 'a keytab and a password',
    change: (value) => (ad(value).kerberos.keytabFile = '/etc/x.keytab'),
    check: 'directory/keytab-or-password',
    path: 'gateways/ad/kerberos/keytabFile',
  },
  {
    says: 'a connection in the clear',
    change: (value) => (ad(value).connectionSecurity = 'None'),
    check: 'directory/private-connection',
    path: 'gateways/ad/connectionSecurity',
    severity: 'warning',
  },
  {
    says: 'certificates that are not checked',
    change: (value) => (ad(value).validateTlsCertificates = false),
    check: 'directory/private-connection',
    path: 'gateways/ad/validateTlsCertificates',
    severity: 'warning',
  },
  {
    says: 'a password that is neither typed nor stored',
    change: (value) => delete ad(value).bindPassword,
    facts: { secretNames: new Set() },
    check: 'directory/secrets',
    path: 'gateways/ad/bindPassword',
    severity: 'warning',
  },
  {
    says: 'a stored password that does not outlive the change of servers',
    change: (value) => delete ad(value).bindPassword,
    facts: { secretNames: new Set(['gateways/ad/bindPassword']), before: parseSettings(good.replace('dc1.', 'dc9.')) },
    check: 'directory/secrets',
    path: 'gateways/ad/bindPassword',
    severity: 'warning',
  },
  {
    says: 'an expression that does not compile',
    change: (value) => (claim(value, 'UPN').value = "${user['ms-upn'}"),
    check: 'mappings/expression',
    path: 'applications/m365/attributes/UPN/value',
  },
  {
    says: 'a user type that reads a profile',
    change: (value) => (mapping(users(value), 'email').value = '${user.mail}'),
    check: 'mappings/variables',
    path: 'gateways/ad/userTypes/users/newUserLookup/attributeMappings/email/value',
    fix: /ldapAttributes/,
  },
  {
    says: 'an application that reads a word without quotes',
    change: (value) => (claim(value, 'accounttype').value = '${DJ}'),
    check: 'mappings/variables',
    path: 'applications/m365/attributes/accounttype/value',
    fix: /"DJ"/,
  },
  {
    says: 'a mapping to an attribute that does not exist',
    change: (value) => (mapping(devices(value), 'nickname').name = 'nickame'),
    check: 'mappings/attributes',
    path: 'gateways/ad/userTypes/devices/newUserLookup/attributeMappings/nickame/name',
    fix: /did you mean nickname\?/,
  },
  {
    says: 'a mapping to an attribute that Joinery makes',
    change: (value) => (mapping(devices(value), 'nickname').name = 'createdAt'),
    check: 'mappings/attributes',
    path: 'gateways/ad/userTypes/devices/newUserLookup/attributeMappings/createdAt/name',
  },
  {
    says: 'a claim that reads an attribute that does not exist',
    change: (value) => m365(value).attributes.push({ name: 'x', nameFormat: 'urn:x', value: '${user.name.givn}' }),
    check: 'mappings/attributes',
    path: 'applications/m365/attributes/x/value',
    fix: /did you mean name.given\?/,
  },
  {
    says: 'an attribute mapped twice',
    change: (value) => users(value).newUserLookup.attributeMappings.push(mapping(users(value), 'email')),
    check: 'mappings/twice',
    path: 'gateways/ad/userTypes/users/newUserLookup/attributeMappings/15/name',
  },
  {
    says: 'no username',
    change: (value) => users(value).newUserLookup.attributeMappings.shift(),
    check: 'mappings/username',
    path: 'gateways/ad/userTypes/users/newUserLookup/attributeMappings',
  },
  {
    says: 'username and externalId of devices from two sources',
    change: (value) => (mapping(devices(value), 'username').value = '${ldapAttributes.objectGUID}'),
    check: 'mappings/device-identity',
    path: 'gateways/ad/userTypes/devices/newUserLookup/attributeMappings',
  },
  {
    says: 'accountId as carrier of the SID is taken, with a note',
    change: (value) => {
      mapping(devices(value), 'device-sid').name = 'accountId'
      claim(value, 'primarysid').value = '${user.accountId}'
    },
    check: 'mappings/account-id',
    path: 'gateways/ad/userTypes/devices/newUserLookup/attributeMappings/accountId',
    severity: 'note',
  },
  {
    says: 'a mapping of the attribute that marks devices',
    change: (value) =>
      users(value).newUserLookup.attributeMappings.push({ name: 'hybridJoinedDevice', value: '${ldapAttributes.cn}' }),
    check: 'mappings/hybrid-join-attribute',
    path: 'gateways/ad/userTypes/users/newUserLookup/attributeMappings/hybridJoinedDevice/name',
  },
  {
    says: 'a source anchor that externalId does not come from',
    change: (value) => (ad(value).sourceAnchor = 'employeeNumber'),
    check: 'mappings/anchor',
    path: 'gateways/ad/userTypes/users/newUserLookup/attributeMappings',
    severity: 'warning',
    fix: /\$\{ldapAttributes\.sourceAnchor\}/,
  },
  {
    says: 'a GUID function over the gateway\u2019s anchor, which is no GUID',
    change: (value) => {
      ad(value).sourceAnchor = 'employeeNumber'
      mapping(users(value), 'externalId').value = '${ldapAttributes.sourceAnchor}'
      claim(value, 'ImmutableID').value = '${user.externalId}'
    },
    check: 'mappings/guid-anchor',
    path: 'applications/m365/attributes/Subject/value',
  },
  {
    says: 'a GUID function over an anchor that is no GUID',
    change: (value) => {
      mapping(users(value), 'externalId').value = '${ldapAttributes.employeeNumber}'
      claim(value, 'Subject').value = '${user.externalId}'
    },
    check: 'mappings/guid-anchor',
    path: 'applications/m365/attributes/ImmutableID/value',
    fix: /\$\{user\.externalId\}/,
  },
  {
    says: 'a format with a blank at its end, as the source document prints it',
    change: (value) => (claim(value, 'accounttype').nameFormat = 'http://schemas.microsoft.com/ws/2012/01 '),
    check: 'claims/format-blanks',
    path: 'applications/m365/attributes/accounttype/nameFormat',
    fix: /^write http:\/\/schemas\.microsoft\.com\/ws\/2012\/01$/,
  },
  {
    says: 'a format that is no URI',
    change: (value) => m365(value).attributes.push({ name: 'x', nameFormat: 'claims', value: 'x' }),
    check: 'claims/format-uri',
    path: 'applications/m365/attributes/x/nameFormat',
  },
  {
    says: 'a claim of its own without a format',
    change: (value) => m365(value).attributes.push({ name: 'department', value: '${user.title}' }),
    check: 'claims/format-missing',
    path: 'applications/m365/attributes/department/nameFormat',
  },
  {
    says: 'a format that Entra does not read',
    change: (value) => (claim(value, 'primarysid').nameFormat = 'http://schemas.microsoft.com/ws/2012/01'),
    check: 'claims/format',
    path: 'applications/m365/attributes/primarysid/nameFormat',
    fix: /http:\/\/schemas\.microsoft\.com\/ws\/2008\/06\/identity\/claims/,
  },
  {
    says: 'a format at Subject',
    change: (value) => (claim(value, 'Subject').nameFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified'),
    check: 'claims/format',
    path: 'applications/m365/attributes/Subject/nameFormat',
    fix: /subjectNameIdentifierFormat/,
  },
  {
    says: 'two mappings that send one claim to the same accounts',
    change: (value) => m365(value).attributes.push({ ...claim(value, 'UPN'), releaseTo: 'everyone' }),
    check: 'claims/twice',
    path: `applications/m365/attributes/${microsoft365Mappings().length}/name`,
  },
  {
    says: 'a device claim that is missing',
    change: (value) =>
      (m365(value).attributes = m365(value).attributes.filter((row: Loose) => row.name !== 'primarysid')),
    check: 'claims/required',
    path: 'applications/m365/attributes',
    fix: /name: primarysid, nameFormat: http:\/\/schemas\.microsoft\.com\/ws\/2008\/06\/identity\/claims/,
  },
  {
    says: 'a required claim that is not marked so',
    change: (value) => (claim(value, 'onpremobjectguid').required = false),
    check: 'claims/marked-required',
    path: 'applications/m365/attributes/onpremobjectguid/required',
    severity: 'warning',
  },
  {
    says: 'a device claim that goes to everyone',
    change: (value) => (claim(value, 'accounttype').releaseTo = 'everyone'),
    check: 'claims/devices-only',
    path: 'applications/m365/attributes/accounttype/releaseTo',
    fix: /devices/,
  },
  {
    says: 'a required claim that reads what the user type does not map',
    change: (value) => devices(value).newUserLookup.attributeMappings.pop(),
    check: 'claims/filled',
    path: 'applications/m365/attributes/primarysid/value',
    fix: /map device-sid/,
  },
  {
    says: 'a claim that says a second factor was used',
    change: (value) =>
      m365(value).attributes.push({
        name: 'AuthnMethodsReferences',
        nameFormat: 'http://schemas.microsoft.com/claims',
        value: 'x',
      }),
    check: 'claims/facts',
    path: 'applications/m365/attributes/AuthnMethodsReferences/name',
  },
  {
    says: 'a value that says a second factor was used',
    change: (value) =>
      m365(value).attributes.push({
        name: 'x',
        nameFormat: 'urn:x',
        value: '${"http://schemas.microsoft.com/claims/multipleauthn"}',
      }),
    check: 'claims/facts',
    path: 'applications/m365/attributes/x/value',
  },
  {
    says: 'a fact claim in pieces that make up its name',
    change: (value) =>
      m365(value).attributes.push({
        name: 'claims/ AuthnMethodsReferences',
        nameFormat: 'http://schemas.microsoft.com',
        value: '${authentication.multipleAuthn}',
      }),
    check: 'claims/facts',
    path: `applications/m365/attributes/${microsoft365Mappings().length}/name`,
    fix: /name: authnmethodsreferences, nameFormat: http:\/\/schemas\.microsoft\.com\/claims/,
  },
  {
    says: 'the MFA claim in the form of PingOne, a constant',
    change: (value) =>
      (claim(value, 'authenticationmethod').value = '${"http://schemas.microsoft.com/claims/multipleauthn"}'),
    check: 'claims/facts',
    path: 'applications/m365/attributes/authenticationmethod/value',
    fix: /write value: '\$\{authentication\.multipleAuthn\}'/,
  },
  {
    says: 'a fact claim in another namespace',
    change: (value) => (claim(value, 'psso').nameFormat = 'http://schemas.microsoft.com/ws/2012/01'),
    check: 'claims/facts',
    path: 'applications/m365/attributes/psso/nameFormat',
  },
  {
    says: 'a fact that may be missing, required',
    change: (value) => (claim(value, 'authnmethodsreferences').required = true),
    check: 'claims/facts',
    path: 'applications/m365/attributes/authnmethodsreferences/required',
  },
  {
    says: 'a second factor put together by an expression',
    change: (value) =>
      m365(value).attributes.push({
        name: 'x',
        nameFormat: 'urn:x',
        value: "${#string.upperCase('http://schemas.microsoft.com/claims/multiple') + 'AUTHN'}",
      }),
    check: 'claims/facts',
    path: 'applications/m365/attributes/x/value',
    fix: /\$\{authentication\.multipleAuthn\}/,
  },
  {
    says: 'a second factor on a condition',
    change: (value) =>
      m365(value).attributes.push({
        name: 'x',
        nameFormat: 'urn:x',
        value: "${user.title == 'boss' ? 'http://schemas.microsoft.com/claims/wiaormultiauthn' : null}",
      }),
    check: 'claims/facts',
    path: 'applications/m365/attributes/x/value',
  },
  {
    says: 'a fact that does not exist',
    change: (value) =>
      m365(value).attributes.push({ name: 'x', nameFormat: 'urn:x', value: '${authentication.multipleAuth}' }),
    check: 'mappings/facts',
    path: 'applications/m365/attributes/x/value',
    fix: /did you mean authentication\.multipleAuthn\?/,
  },
  {
    says: 'an accounttype DJ for users, put together by an expression',
    change: (value) => Object.assign(claim(value, 'accounttype'), { releaseTo: 'everyone', value: "${'D' + 'j'}" }),
    check: 'claims/devices-only',
    path: 'applications/m365/attributes/accounttype/releaseTo',
  },
  {
    says: 'two applications with one issuer',
    change: (value) => {
      m365(value).issuerUri = 'https://sts.example.com/applications/m365'
      value.applications.push({ ...m365(value), id: 'second', domainName: 'second.example.com' })
    },
    check: 'applications/issuer',
    path: 'applications/second/issuerUri',
  },
  {
    says: 'two applications for one domain',
    change: (value) => value.applications.push({ ...m365(value), id: 'second', domainName: 'CORP.example.com' }),
    check: 'applications/domain',
    path: 'applications/second/domainName',
  },
  {
    says: 'a host name at two applications',
    change: (value) => {
      m365(value).hostNames = ['sts.example.com']
      value.applications.push({
        ...m365(value),
        id: 'second',
        domainName: 'second.example.com',
        hostNames: ['STS.example.com'],
      })
    },
    check: 'applications/host-names',
    path: 'applications/second/hostNames/0',
  },
  {
    says: 'an audience of another cloud',
    change: (value) =>
      Object.assign(m365(value), { cloud: 'china21Vianet', audienceRestriction: 'urn:federation:MicrosoftOnline' }),
    check: 'applications/cloud',
    path: 'applications/m365/audienceRestriction',
    severity: 'warning',
    fix: /urn:federation:partner\.microsoftonline\.cn/,
  },
  {
    says: 'an issuerid that no application has',
    change: (value) =>
      m365(value).attributes.push({ name: 'issuerid', value: '${"http://corp.example.com/adfs/services/trust/"}' }),
    check: 'claims/issuer-id',
    path: 'applications/m365/attributes/issuerid/value',
    severity: 'warning',
    fix: /\$\{domain\.issuerId\}/,
  },
  {
    says: 'another issuer for an application that has one',
    change: (value) => (m365(value).issuerUri = 'https://new.example.com/applications/m365'),
    facts: {
      before: parseSettings(good.replace('name: Microsoft 365', 'name: x\n    issuerUri: https://old.example.com/x')),
    },
    check: 'applications/issuer-kept',
    path: 'applications/m365/issuerUri',
  },
  {
    says: 'the audience of rehearsals',
    change: (value) => (m365(value).audienceRestriction = 'urn:joinery:rehearsal'),
    check: 'applications/audience',
    path: 'applications/m365/audienceRestriction',
  },
  {
    says: 'the older metadata address',
    change: (value) => (m365(value).useMex13 = false),
    check: 'applications/hybrid-join',
    path: 'applications/m365/useMex13',
    severity: 'warning',
  },
  {
    says: 'the other token type',
    change: (value) =>
      (m365(value).stsTokenType = 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV1.1'),
    check: 'applications/hybrid-join',
    path: 'applications/m365/stsTokenType',
    severity: 'warning',
  },
  {
    says: 'no intranet',
    change: (value) => delete value.networks,
    check: 'networks/intranet',
    path: 'networks/intranetRanges',
    severity: 'warning',
  },
  {
    says: 'the Internet as intranet',
    change: (value) => (value.networks.intranetRanges = ['::/0']),
    check: 'networks/internet',
    path: 'networks/intranetRanges/0',
    severity: 'warning',
  },
  {
    says: 'a lockout that only looks on',
    change: (value) => (value.lockout = { mode: 'logOnly' }),
    check: 'lockout/mode',
    path: 'lockout/mode',
    severity: 'warning',
  },
  {
    says: 'more tries for strangers than for users',
    change: (value) => (value.lockout = { unfamiliarThreshold: 6 }),
    check: 'lockout/thresholds',
    path: 'lockout/unfamiliarThreshold',
    severity: 'warning',
  },
]

for (const { says, change, check, path, severity, fix, facts } of cases)
  test(`refused or remarked: ${says}`, () => {
    const { problems } = readDocument(document(change), facts)
    const mine = problems.filter((problem) => problem.check === check)
    assert.deepEqual(
      mine.map((problem) => [problem.path, problem.severity]),
      [[path, severity ?? 'error']],
      JSON.stringify(problems),
    )
    if (fix) assert.match(mine[0]?.fix ?? '', fix)
    assert.ok((mine[0]?.reason ?? '') !== '' && (mine[0]?.fix ?? '') !== '')
  })

test('every check has a case that fails it', () => {
  const tested = new Set(cases.map(({ check }) => check))
  assert.deepEqual(
    settingsChecks.map(({ id }) => id).filter((id) => !tested.has(id)),
    [],
  )
})

test('the good document passes every check, spelled out as well', () => {
  assert.deepEqual(readDocument(document(() => {})).problems, [])
})

const passing: readonly (readonly [string, (document: Loose) => void])[] = [
  [
    'objectGUID as the source of devices, written in two ways',
    (value) => {
      mapping(devices(value), 'username').value = '${ldapAttributes.objectGUID}'
      mapping(devices(value), 'externalId').value = "${ldapAttributes['objectGUID']}"
    },
  ],
  [
    'one claim twice, for users and for devices',
    (value) => {
      m365(value).attributes.push({ ...claim(value, 'accounttype'), value: 'User', releaseTo: 'users' })
    },
  ],
  [
    'an anchor that is no GUID, sent as it is',
    (value) => {
      mapping(users(value), 'externalId').value = '${ldapAttributes.employeeNumber}'
      for (const name of ['ImmutableID', 'Subject'])
        claim(value, name).value = '${#string.uuidAsBase64Guid(user.externalId,user.externalId)}'
    },
  ],
  [
    'the other allowed formats',
    (value) => {
      for (const name of ['ImmutableID', 'UPN'])
        claim(value, name).nameFormat = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'
      m365(value).subjectNameIdentifierFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified'
    },
  ],
  [
    'receivers left to their defaults',
    (value) => {
      for (const row of m365(value).attributes) delete row.releaseTo
    },
  ],
  [
    'the anchor read by its own name',
    (value) => {
      mapping(users(value), 'externalId').value = '${ldapAttributes.sourceAnchor}'
    },
  ],
  [
    'formats left to their defaults',
    (value) => {
      for (const row of m365(value).attributes) delete row.nameFormat
    },
  ],
  [
    'bases that only end alike [RFC4514 §2]',
    (value) => {
      devices(value).searchBaseDn = 'OU=x\\,OU\\=People,DC=corp,DC=example,DC=com'
    },
  ],
  [
    'a bind name that is no DN',
    (value) => {
      ad(value).bindDN = 'CORP\\svc-ldap'
    },
  ],
  [
    'a custom attribute of JSON, read inside',
    (value) => {
      value.schemaAttributes.push({ name: 'badge', type: 'JSON' })
      m365(value).attributes.push({ name: 'x', nameFormat: 'urn:x', value: '${user.badge.number}' })
    },
  ],
  [
    'an application without Kerberos sends nothing for devices',
    (value) => {
      m365(value).kerberos = null
      m365(value).attributes = m365(value).attributes.filter((row: Loose) => row.releaseTo !== 'devices')
    },
  ],
]

for (const [says, change] of passing)
  test(`accepted: ${says}`, () => {
    assert.deepEqual(readDocument(document(change)).problems, [])
  })

test('the settings are never changed by a check', () => {
  const { settings } = readDocument(document(() => {}))
  const frozen: ManagedSettings | undefined = settings && structuredClone(settings)
  for (const check of settingsChecks) if (settings) check.run(settings, {})
  assert.deepEqual(settings, frozen)
})
