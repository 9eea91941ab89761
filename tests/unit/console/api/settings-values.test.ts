import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { defaultsOf, fieldErrors, fieldOf, titleOf, withoutEmpty } from '../../../../console/src/api/settings-values.ts'
import { managedSettings } from '../../../../src/config/managed-settings.ts'
import type { Problem } from '../../../../src/config/problem.ts'
import { settingSchemaOf } from '../../../../src/config/setting-schema.ts'

const problem = (path: string, severity: Problem['severity'] = 'error'): Problem => ({
  ...{ severity, check: 'structure', waivable: false, path, line: undefined, value: '0' },
  ...{ reason: 'must be at least 1', fix: 'give more' },
})

test('names are said in words', () => {
  const names = [
    'idleMinutes',
    'bindDN',
    'issuerUri',
    'wrongPasswordsAtOnce',
    'usernamemixed',
    'searchBaseDn',
    'logoURL',
  ]
  assert.deepEqual(names.map(titleOf), [
    ...[
      'Idle, minutes',
      'Bind DN',
      'Issuer URI',
      'Wrong passwords at once',
      'Usernamemixed',
      'Search base DN',
      'Logo URL',
    ],
  ])
})

test('problems come to their fields: below the base, by id in lists, errors only, the first of each', () => {
  const values = { staySignedIn: { days: 0 }, userTypes: [{ id: 'people' }, { id: 'devices', searchBaseDn: '' }] }
  const problems = [
    problem('sessions/staySignedIn/days'),
    problem('sessions/userTypes/devices/searchBaseDn'),
    { ...problem('sessions/staySignedIn/days'), reason: 'second' },
    problem('sessions/idleMinutes', 'warning'),
    problem('sessionsOther/idleMinutes'),
    problem('sessions'),
  ]
  assert.deepEqual(fieldErrors(problems, 'sessions', values), {
    'staySignedIn.days': 'must be at least 1; give more',
    'userTypes.1.searchBaseDn': 'must be at least 1; give more',
  })
  assert.equal(fieldOf('branding/logo', '', {}), 'branding.logo')
})

test('what was left empty is not sent, except where null says something', () => {
  const schema = settingSchemaOf(
    z.strictObject({
      text: z.string().optional(),
      count: z.int().optional(),
      none: z.string().min(1).nullable().optional(),
      list: z.array(z.strictObject({ name: z.string().optional() })).default([]),
    }),
  )
  const values = { text: '', count: '', none: null, list: [{ name: '' }, { name: 'x' }] }
  assert.deepEqual(withoutEmpty(values, schema), { none: null, list: [{}, { name: 'x' }] })
})

test('the defaults of the schema are settings that the schema takes', () => {
  const sections = ['networks', 'lockout', 'sessions', 'secondFactor', 'branding'] as const
  const parsed = managedSettings.parse({})
  const defaults = defaultsOf(settingSchemaOf(managedSettings))
  assert.ok(typeof defaults === 'object' && defaults !== null)
  for (const section of sections) assert.deepEqual(Reflect.get(defaults, section), parsed[section])
})
