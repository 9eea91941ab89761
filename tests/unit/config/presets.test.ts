import assert from 'node:assert/strict'
import { test } from 'node:test'
import { managedSettings } from '../../../src/config/managed-settings.ts'
import {
  cloudUserType,
  deviceUserType,
  ldapAttributeValue,
  microsoft365Application,
  presetSchemaAttributes,
  profileAttributeValue,
} from '../../../src/config/presets.ts'

const mappingsOf = (userType: { newUserLookup: { attributeMappings: readonly { name: string; value: string }[] } }) =>
  userType.newUserLookup.attributeMappings.map(({ name, value }) => [name, value])

test('cloud users: the mappings of "Use default values", in the order of the document', () => {
  assert.deepEqual(mappingsOf(cloudUserType({ id: 'users', searchBaseDn: 'OU=Users,DC=example' })), [
    ['username', '${ldapAttributes.sAMAccountName}'],
    ['email', '${ldapAttributes.mail}'],
    ['name.family', '${ldapAttributes.sn}'],
    ['name.formatted', '${ldapAttributes.displayName}'],
    ['name.given', '${ldapAttributes.givenName}'],
    ['title', '${ldapAttributes.title}'],
    ['primaryPhone', '${ldapAttributes.telephoneNumber}'],
    ['mobilePhone', '${ldapAttributes.mobile}'],
    ['address.streetAddress', '${ldapAttributes.streetAddress}'],
    ['address.locality', '${ldapAttributes.l}'],
    ['address.region', '${ldapAttributes.st}'],
    ['address.postalCode', '${ldapAttributes.postalCode}'],
    ['address.countryCode', '${ldapAttributes.c}'],
    ['externalId', "${ldapAttributes['mS-DS-ConsistencyGuid']}"],
    ['ms-upn', '${ldapAttributes.userPrincipalName}'],
  ])
})

test('hybrid joined devices: four mappings, Username and External ID from one source', () => {
  const consistencyGuid = "${ldapAttributes['mS-DS-ConsistencyGuid']}"
  assert.deepEqual(mappingsOf(deviceUserType({ id: 'devices', searchBaseDn: 'OU=Computers,DC=example' })), [
    ['username', consistencyGuid],
    ['nickname', '${ldapAttributes.sAMAccountName}'],
    ['externalId', consistencyGuid],
    ['device-sid', '${ldapAttributes.objectSid}'],
  ])
})

test('hybrid joined devices: another source and another carrier of the SID on request', () => {
  const preset = deviceUserType({
    id: 'devices',
    searchBaseDn: 'OU=Computers,DC=example',
    externalIdSource: 'objectGUID',
    sidAttribute: 'accountId',
  })
  assert.deepEqual(mappingsOf(preset), [
    ['username', '${ldapAttributes.objectGUID}'],
    ['nickname', '${ldapAttributes.sAMAccountName}'],
    ['externalId', '${ldapAttributes.objectGUID}'],
    ['accountId', '${ldapAttributes.objectSid}'],
  ])
})

test('both user types: link attributes in order, the filters, and what differs between them', () => {
  const users = cloudUserType({ id: 'users', searchBaseDn: 'OU=Users,DC=example' })
  const devices = deviceUserType({ id: 'devices', searchBaseDn: 'OU=Computers,DC=example' })
  for (const userType of [users, devices])
    assert.deepEqual(userType.orderedCorrelationAttributes, ['objectGUID', 'objectSid', 'dn', 'sAMAccountName'])
  assert.equal(
    users.newUserLookup.ldapFilterPattern,
    '(&(objectClass=user)(objectCategory=person)(|(sAMAccountName=${identifier})(mail=${identifier})(userPrincipalName=${identifier})))',
  )
  assert.equal(devices.newUserLookup.ldapFilterPattern, '(&(objectClass=computer)(sAMAccountName=${identifier}))')
  assert.deepEqual([users.allowPasswordChanges, users.updateUserOnSuccessfulAuthentication], [true, true])
  assert.deepEqual([devices.allowPasswordChanges, devices.updateUserOnSuccessfulAuthentication], [false, false])
})

/** Beyond the document: what Joinery knows of a user's sign-in. */
const factRows = [
  [
    'authenticationmethod',
    'http://schemas.microsoft.com/ws/2008/06/identity/claims',
    '${authentication.multipleAuthn}',
  ],
  ['authnmethodsreferences', 'http://schemas.microsoft.com/claims', '${authentication.multipleAuthn}'],
  [
    'multifactorauthenticationinstant',
    'http://schemas.microsoft.com/ws/2017/04/identity/claims',
    '${authentication.multipleAuthnInstant}',
  ],
  ['insidecorporatenetwork', 'http://schemas.microsoft.com/ws/2012/01', '${network.insideIntranet}'],
  ['psso', 'http://schemas.microsoft.com/2014/03', '${authentication.persistent}'],
  ['passwordexpirationtime', 'http://schemas.microsoft.com/ws/2012/01', '${authentication.passwordExpiresInSeconds}'],
  ['passwordexpirationdays', 'http://schemas.microsoft.com/ws/2012/01', '${authentication.passwordExpiresInDays}'],
  ['passwordchangeurl', 'http://schemas.microsoft.com/ws/2012/01', '${authentication.passwordChangeUrl}'],
].map((row) => [...row, 'users'])

test('Microsoft 365: the mapping table of the document, with formats and whom each claim goes to', () => {
  const anchor = '${#string.uuidAsBase64Guid(user.externalId,null)}'
  const application = microsoft365Application({ id: 'm365', domainName: 'corp.example.com' })
  assert.deepEqual(
    application.attributes.map((row) => [
      row.name,
      'nameFormat' in row ? row.nameFormat : '',
      row.value,
      row.releaseTo,
    ]),
    [
      ['ImmutableID', 'http://schemas.microsoft.com/LiveID/Federation/2008/05', anchor, 'everyone'],
      ['Subject', '', anchor, 'everyone'],
      ['UPN', 'http://schemas.xmlsoap.org/claims', "${user['ms-upn']}", 'users'],
      ['accounttype', 'http://schemas.microsoft.com/ws/2012/01', '${"DJ"}', 'devices'],
      ['onpremobjectguid', 'http://schemas.microsoft.com/identity/claims', anchor, 'devices'],
      ['primarysid', 'http://schemas.microsoft.com/ws/2008/06/identity/claims', "${user['device-sid']}", 'devices'],
      ...factRows,
    ],
  )
  assert.ok(application.attributes.every((row) => row.required !== factRows.some(([name]) => name === row.name)))
})

test('the presets together are settings that the schema takes', () => {
  const settings = managedSettings.parse({
    schemaAttributes: presetSchemaAttributes,
    gateways: [
      {
        id: 'ad',
        name: 'corp.example.com',
        serversHostAndPort: ['dc1.corp.example.com'],
        bindDN: 'svc-ldap@corp.example.com',
        userTypes: [
          cloudUserType({ id: 'users', searchBaseDn: 'OU=Users,DC=corp,DC=example,DC=com' }),
          deviceUserType({ id: 'devices', searchBaseDn: 'OU=Computers,DC=corp,DC=example,DC=com' }),
        ],
      },
    ],
    applications: [
      microsoft365Application({
        id: 'm365',
        domainName: 'corp.example.com',
        gateways: [
          { gateway: 'ad', userType: 'users' },
          { gateway: 'ad', userType: 'devices' },
        ],
      }),
    ],
  })
  const application = settings.applications[0]
  assert.equal(application?.subjectNameIdentifierFormat, 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress')
  assert.equal(application?.stsTokenType, 'urn:oasis:names:tc:SAML:1.0:assertion')
  assert.equal(application?.useMex13, true)
  assert.deepEqual(
    application?.kerberos?.gateways.map((row) => row.userType.id),
    ['users', 'devices'],
  )
})

test('names that the expression language cannot write with a dot go into brackets', () => {
  assert.equal(ldapAttributeValue('mail'), '${ldapAttributes.mail}')
  assert.equal(ldapAttributeValue('msDS-x'), "${ldapAttributes['msDS-x']}")
  assert.equal(profileAttributeValue('name.given'), '${user.name.given}')
  assert.equal(profileAttributeValue("it's"), "${user['it''s']}")
})
