import assert from 'node:assert/strict'
import { test } from 'node:test'
import { application as applicationSchema } from '../../../../src/config/application.ts'
import { microsoft365Application, presetSchemaAttributes } from '../../../../src/config/presets.ts'
import type { Facts } from '../../../../src/errors.ts'
import { mapClaims } from '../../../../src/issuance/map/map-claims.ts'
import { guidToBase64 } from '../../../../src/protocol/ad/guid.ts'
import { countedRandomness } from '../../../fakes/counted-randomness.ts'
import { fixedClock } from '../../../fakes/fixed-clock.ts'
import { memorySettings } from '../../../fakes/memory-settings.ts'
import {
  alice,
  anyNetwork,
  authenticatedAt,
  claimsOf,
  computer,
  consistencyGuid,
  foundEntry,
  map,
  objectGUID,
  objectSid,
  refused,
} from './map-fixture.ts'

test('map: a computer gets the claims of a hybrid join, with the presets [SAMLCore11 §2.4.4]', () => {
  const mapped = map()
  const anchor = guidToBase64(objectGUID)
  assert.deepEqual(claimsOf(mapped), {
    'http://schemas.microsoft.com/LiveID/Federation/2008/05/ImmutableID': [anchor],
    'http://schemas.microsoft.com/ws/2012/01/accounttype': ['DJ'],
    'http://schemas.microsoft.com/identity/claims/onpremobjectguid': [anchor],
    'http://schemas.microsoft.com/ws/2008/06/identity/claims/primarysid': [objectSid],
  })
  assert.deepEqual(mapped.claims.nameIdentifier, {
    format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    value: anchor,
  })
  assert.equal(mapped.claims.authenticationMethod, 'urn:federation:authentication:windows')
  assert.equal(mapped.claims.authenticationInstant, authenticatedAt)
  assert.deepEqual(mapped.profile, {
    username: objectGUID,
    nickname: 'WS01$',
    externalId: objectGUID,
    'device-sid': objectSid,
    id: mapped.profile.id,
    hybridJoinedDevice: 'true',
  })
})

test('map: a user gets UPN and ImmutableID, and nothing that says device', () => {
  const mapped = map({ account: 'user' })
  const anchor = guidToBase64(consistencyGuid)
  assert.deepEqual(claimsOf(mapped), {
    'http://schemas.microsoft.com/LiveID/Federation/2008/05/ImmutableID': [anchor],
    'http://schemas.xmlsoap.org/claims/UPN': ['alice@corp.example'],
    'http://schemas.microsoft.com/ws/2012/01/insidecorporatenetwork': ['false'],
  })
  assert.equal(mapped.claims.nameIdentifier.value, anchor)
  assert.deepEqual(mapped.profile.name, { family: 'Archer', given: 'Alice' })
  assert.equal(Object.hasOwn(mapped.profile, 'hybridJoinedDevice'), false)
})

test('map: without releaseTo a device claim goes to devices and UPN to users', () => {
  const claims = microsoft365Application({ id: 'm365', domainName: 'corp.example' }).attributes.map(
    ({ releaseTo: _, ...mapping }) => mapping,
  )
  assert.deepEqual(claimsOf(map({ claims })), claimsOf(map()))
  assert.deepEqual(claimsOf(map({ account: 'user', claims })), claimsOf(map({ account: 'user' })))
})

test('map: required is judged after releaseTo', () => {
  const subject = { name: 'Subject', value: '${user.externalId}' }
  const claims = [subject, { name: 'UPN', value: "${user['ms-upn']}", required: true, releaseTo: 'users' }]
  assert.deepEqual(map({ claims }).claims.attributes, [])
  refused({ account: 'user', claims, attributes: { ...alice, userPrincipalName: [] } }, 'MAP_REQUIRED_CLAIM_EMPTY')
})

test('map: an optional claim without a value is left out; the trace says so', () => {
  const notes: Facts[] = []
  const claims = [
    { name: 'Subject', value: '${user.externalId}' },
    { name: 'title', nameFormat: 'urn:n', value: '${user.title}' },
    { name: 'nick', nameFormat: 'urn:n', value: '${user.nickname}' },
  ]
  assert.deepEqual(claimsOf(map({ claims, notes })), { 'urn:n/nick': ['WS01$'] })
  assert.ok(notes.some(({ leftOut, claims: released }) => String(leftOut) === 'title' && String(released) === 'nick'))
})

test('map: a required claim that is empty names the claim, the expression, the profile and the LDAP attribute', () => {
  const error = refused(
    { account: 'user', attributes: { ...alice, userPrincipalName: [] } },
    'MAP_REQUIRED_CLAIM_EMPTY',
  )
  assert.deepEqual(error.facts.profileAttributes, ['ms-upn'])
  assert.deepEqual(error.facts.ldapAttributes, ['userPrincipalName'])
  assert.match(error.means, /UPN has no value for CN=WS01,DC=corp: \$\{user\['ms-upn'\]\} is empty/)
  assert.match(
    error.means,
    /ms-upn comes from \$\{ldapAttributes\.userPrincipalName\}, and userPrincipalName .* is empty/,
  )
  assert.match(error.fix, /^Fill userPrincipalName/)
})

test('map: a required claim that is empty because nothing maps it, or the expression spoils it, says which', () => {
  const unmapped = refused({ profile: { 'device-sid': undefined } }, 'MAP_REQUIRED_CLAIM_EMPTY')
  assert.match(unmapped.means, /primarysid .*maps nothing to device-sid/)
  const noGuid = refused(
    {
      sourceAnchor: 'employeeID',
      attributes: { ...computer, employeeID: ['4711'] },
      profile: { externalId: '${ldapAttributes.sourceAnchor}', username: '${ldapAttributes.sourceAnchor}' },
    },
    'MAP_REQUIRED_CLAIM_EMPTY',
  )
  assert.match(noGuid.means, /externalId is there, but the expression makes nothing of it/)
  assert.match(noGuid.fix, /goes out as it is, without the function/)
  const constant = refused(
    {
      claims: [
        { name: 'Subject', value: 'x' },
        { name: 'ImmutableID', value: '${null}', required: true },
      ],
    },
    'MAP_REQUIRED_CLAIM_EMPTY',
  )
  assert.match(constant.means, /reads nothing of the profile/)
})

test('map: no token is about nobody [SAMLCore11 §2.4.2.2]', () => {
  refused({ claims: [{ name: 'ImmutableID', value: 'x' }] }, 'MAP_SUBJECT_MISSING')
  refused({ claims: [{ name: 'Subject', value: 'x', releaseTo: 'users' }] }, 'MAP_SUBJECT_MISSING')
  refused({ claims: [{ name: 'Subject', value: '${user.nothing}' }] }, 'MAP_REQUIRED_CLAIM_EMPTY')
})

test('map: the source anchor is ConsistencyGuid, else objectGUID, and the trace says which', () => {
  const notes: Facts[] = []
  const both = { ...computer, 'mS-DS-ConsistencyGuid': [consistencyGuid] }
  assert.equal(map({ attributes: both, notes }).profile.externalId, consistencyGuid)
  assert.equal(map({ notes }).profile.externalId, objectGUID)
  assert.deepEqual(
    notes.flatMap(({ anchorSource }) => anchorSource ?? []),
    ['mS-DS-ConsistencyGuid', 'objectGUID'],
  )
  const explicit = { externalId: '${ldapAttributes.sourceAnchor}', username: '${ldapAttributes.sourceAnchor}' }
  assert.equal(map({ attributes: both, profile: explicit }).profile.externalId, consistencyGuid)
  assert.equal(map({ profile: explicit }).profile.externalId, objectGUID)
  const lowerCase = { externalId: "${ldapAttributes['ms-ds-consistencyguid']}" }
  assert.equal(map({ profile: lowerCase }).profile.externalId, objectGUID)
})

test('map: another anchor is that attribute alone, and goes out as it is', () => {
  const profile = { externalId: '${ldapAttributes.sourceAnchor}', username: '${ldapAttributes.sourceAnchor}' }
  const claims = [{ name: 'Subject', value: '${user.externalId}' }]
  const attributes = { ...computer, employeeID: ['4711'] }
  const mapped = map({ sourceAnchor: 'employeeID', attributes, profile, claims })
  assert.equal(mapped.claims.nameIdentifier.value, '4711')
  const missing = refused({ sourceAnchor: 'employeeID', profile, claims }, 'MAP_USERNAME_EMPTY')
  assert.deepEqual(missing.facts.ldapAttributes, ['employeeID'])
  refused({ sourceAnchor: 'employeeID', claims }, 'MAP_USERNAME_EMPTY')
})

test('map: a ConsistencyGuid that is no GUID is not passed over', () => {
  const attributes = { ...computer, 'mS-DS-ConsistencyGuid': ['YWJj'] }
  const error = refused({ attributes }, 'MAP_REQUIRED_CLAIM_EMPTY')
  assert.match(error.fix, /takes only a GUID/)
})

test('map: several values: a multi-valued attribute holds a list, a single one the first, and a claim has them all', () => {
  const schemaAttributes = [...presetSchemaAttributes, { name: 'groups', multiValued: true }, { name: 'first' }]
  const profile = { groups: '${ldapAttributes.memberOf}', first: '${ldapAttributes.memberOf}' }
  const claims = [
    { name: 'Subject', value: '${user.externalId}' },
    { name: 'groups', nameFormat: 'urn:n', value: '${user.groups}' },
    { name: 'first', nameFormat: 'urn:n', value: '${user.first}' },
    { name: 'upper', nameFormat: 'urn:n', value: '${user.groups.![#string.upperCase(#this)]}' },
  ]
  const many = { ...computer, memberOf: ['CN=a', 'CN=b'] }
  assert.deepEqual(claimsOf(map({ schemaAttributes, profile, claims, attributes: many })), {
    'urn:n/groups': ['CN=a', 'CN=b'],
    'urn:n/first': ['CN=a'],
    'urn:n/upper': ['CN=A', 'CN=B'],
  })
  const one = { ...computer, memberOf: ['CN=a'] }
  const mapped = map({ schemaAttributes, profile, claims, attributes: one })
  assert.deepEqual(mapped.profile.groups, ['CN=a'])
  assert.deepEqual(claimsOf(mapped)['urn:n/groups'], ['CN=a'])
})

test('map: booleans of the schema are booleans, attributes that are switched off are not written', () => {
  const schemaAttributes = [
    { name: 'hybridJoinedDevice', type: 'BOOLEAN' },
    { name: 'trusted', type: 'BOOLEAN' },
    { name: 'odd', type: 'BOOLEAN' },
    { name: 'off', enabled: false },
  ]
  const profile = { trusted: 'TRUE', odd: 'perhaps', off: 'x' }
  const claims = [{ name: 'Subject', value: '${user.trusted ? user.externalId : null}' }]
  const mapped = map({ schemaAttributes, profile, claims })
  assert.deepEqual(
    [mapped.profile.hybridJoinedDevice, mapped.profile.trusted, mapped.profile.odd, mapped.profile.off],
    [true, true, undefined, undefined],
  )
})

test('map: the mark of a device can be renamed, and cannot be mapped', () => {
  const application = { hybridJoinDeviceAttribute: 'isMachine' }
  assert.equal(map({ application }).profile.isMachine, 'true')
  for (const account of ['user', 'device'] as const)
    refused({ account, profile: { hybridJoinedDevice: 'true' } }, 'MAP_RESERVED_ATTRIBUTE')
  const named = { ...application, hybridJoinDeviceAttribute: 'constructor' }
  assert.equal(
    claimsOf(map({ account: 'user', application: named }))['http://schemas.xmlsoap.org/claims/UPN']?.length,
    1,
  )
})

test('map: a value that is no text is refused by name', () => {
  const error = refused({ claims: [{ name: 'Subject', value: '${user}' }] }, 'MAP_VALUE_UNSUITABLE')
  assert.equal(error.facts.attribute, 'Subject')
})

test('map: numbers go out as Java writes them, constants as they are', () => {
  const claims = [
    { name: 'Subject', value: 'constant' },
    { name: 'sum', nameFormat: 'urn:n', value: '${1 + 1.5}' },
  ]
  const mapped = map({ claims })
  assert.equal(mapped.claims.nameIdentifier.value, 'constant')
  assert.deepEqual(claimsOf(mapped), { 'urn:n/sum': ['2.5'] })
})

test('map: a claim whose namespace nobody knows is refused; the known ones have a default [SAMLCore11 §2.4.4]', () => {
  const subject = { name: 'Subject', value: 'x' }
  const claims = [subject, { name: 'accounttype', value: '${"DJ"}' }]
  assert.deepEqual(claimsOf(map({ claims })), { 'http://schemas.microsoft.com/ws/2012/01/accounttype': ['DJ'] })
  refused({ claims: [subject, { name: 'department', value: 'x' }] }, 'MAP_CLAIM_NAMESPACE_MISSING')
})

test('map: the profile keeps its id from sign-in to sign-in, and names its population', () => {
  const found = foundEntry('device', computer, {})
  const userType = {
    ...found.userType,
    newUserLookup: { ...found.userType.newUserLookup, population: { id: 'machines' } },
  }
  const application = applicationSchema.parse(microsoft365Application({ id: 'm365', domainName: 'corp.example' }))
  const ports = { clock: fixedClock(), randomness: countedRandomness(), settings: memorySettings() }
  const knownProfile = {
    ...{ id: 'p1', gatewayId: 'ad', userTypeId: userType.id, account: 'device' as const, username: 'WS01$' },
    ...{ objectSid: 'S-1-5-21-1-2-3-1104', links: {}, profile: {}, createdAt: new Date(0), updatedAt: new Date(0) },
  }
  const mapped = mapClaims({ ...found, userType, knownProfile }, { application, network: anyNetwork }, ports, () => {})
  assert.equal(mapped.profile.id, 'p1')
  assert.deepEqual(mapped.profile.population, { id: 'machines' })
})
