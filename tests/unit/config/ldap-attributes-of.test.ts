import assert from 'node:assert/strict'
import { test } from 'node:test'
import { userType as userTypeSchema } from '../../../src/config/gateway.ts'
import { anchorAttributesOf, ldapAttributesOf } from '../../../src/config/ldap-attributes-of.ts'
import { cloudUserType, deviceUserType } from '../../../src/config/presets.ts'

const base = { id: 'x', searchBaseDn: 'DC=corp' }

test('user type: the LDAP attributes that its mappings read, each once, as they are written', () => {
  assert.deepEqual(ldapAttributesOf(userTypeSchema.parse(deviceUserType(base))), [
    'mS-DS-ConsistencyGuid',
    'sAMAccountName',
    'objectSid',
  ])
  const preset = cloudUserType(base)
  const userType = userTypeSchema.parse({
    ...preset,
    newUserLookup: {
      ...preset.newUserLookup,
      attributeMappings: [
        {
          name: 'username',
          value: "${#string.firstNonEmpty(ldapAttributes.mail, ldapAttributes['extensionAttribute1'])}",
        },
        { name: 'externalId', value: '${ldapAttributes.sourceAnchor}' },
        { name: 'title', value: 'constant' },
      ],
    },
  })
  assert.deepEqual(ldapAttributesOf(userType), ['mail', 'extensionAttribute1'])
})

test('gateway: the default anchor has a second choice, any other has none', () => {
  assert.deepEqual(anchorAttributesOf({ sourceAnchor: 'ms-ds-consistencyguid' }), [
    'mS-DS-ConsistencyGuid',
    'objectGUID',
  ])
  assert.deepEqual(anchorAttributesOf({ sourceAnchor: 'employeeID' }), ['employeeID'])
})
