import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { managedSettings } from '../../../src/config/managed-settings.ts'
import { problemText } from '../../../src/config/problem.ts'
import { parseSettings, readDocument, readSettings } from '../../../src/config/read-settings.ts'

const good = readFileSync(new URL('../../fixtures/settings/hybrid-join.yaml', import.meta.url), 'utf8')

const found = (text: string) => readSettings(text).problems.map(({ check, path, line }) => [check, path, line] as const)

const known = Object.keys(managedSettings.shape).join(', ')

test('the whole set of settings is read without a problem', () => {
  const { settings, problems } = readSettings(good)
  assert.deepEqual(problems, [])
  assert.equal(settings?.gateways[0]?.userTypes.length, 2)
})

test('an empty document is the defaults', () => {
  for (const text of ['', '# nothing\n', '{}', '---\n']) {
    const { settings, problems } = readSettings(text)
    assert.deepEqual(problems, [], text)
    assert.deepEqual(settings?.gateways, [])
    assert.deepEqual(
      settings?.schemaAttributes.map(({ name }) => name),
      ['ms-upn', 'device-sid', 'hybridJoinedDevice'],
    )
  }
})

test('what a document leaves out is filled with the default values for its kind', () => {
  const [users, devices] = parseSettings(good).gateways[0]?.userTypes ?? []
  assert.match(users?.newUserLookup.ldapFilterPattern ?? '', /objectCategory=person/)
  assert.match(devices?.newUserLookup.ldapFilterPattern ?? '', /objectClass=computer/)
  assert.equal(users?.newUserLookup.attributeMappings.length, 15)
  assert.equal(devices?.newUserLookup.attributeMappings.length, 4)
  assert.equal(users?.newUserLookup.population?.id, 'people')
  assert.equal(parseSettings(good).applications[0]?.attributes.length, 14)
})

test('all problems come at once, of structure and of meaning, each with path and line', () => {
  const text = `
enviroment: {}
networks: { intranetRanges: [10.0.0.0/33] }
gateways:
  - id: ad
    name: x
    serversHostAndPort: []
    bindDN: 5
    connectionSecurity: tls
    validateTlsCertificates: "yes"
    poolSize: 100
  - id: b
    name: y
    serversHostAndPort: [dc1]
    bindDN: a@b
    userTypes:
      - { id: u, name: u, searchBaseDn: "DC=a" }
      - { id: d, name: d, account: device, searchBaseDn: "OU=x,DC=a" }
applications:
  - id: m
    name: m
    attributes:
      - { name: accounttype, nameFormat: "http://schemas.microsoft.com/ws/2012/01 ", value: "DJ", releaseTo: devices }
  - { id: n, name: n, domainName: example.com, issuerUri: nothing }
`
  assert.deepEqual(found(text), [
    ['structure', 'networks/intranetRanges/0', 3],
    ['structure', 'gateways/ad/serversHostAndPort', 7],
    ['structure', 'gateways/ad/bindDN', 8],
    ['structure', 'gateways/ad/connectionSecurity', 9],
    ['structure', 'gateways/ad/validateTlsCertificates', 10],
    ['structure', 'gateways/ad/poolSize', 11],
    ['structure', 'applications/m/domainName', 20],
    ['structure', 'applications/n/issuerUri', 24],
    ['structure', 'enviroment', 2],
    ['directory/base-dn-overlap', 'gateways/b/userTypes/d/searchBaseDn', 18],
  ])
})

test('a problem says what stands there, why it is wrong, and what to do', () => {
  const text = (yaml: string) => readSettings(yaml).problems.map(problemText)
  assert.deepEqual(text('enviroment: {}'), ['enviroment (line 1): there is no such setting; did you mean environment?'])
  assert.deepEqual(text('xyz: {}'), [`xyz (line 1): there is no such setting; take it out; known here are ${known}`])
  assert.deepEqual(text('networks: { intranetRanges: 10.0.0.0/8 }'), [
    'networks/intranetRanges (line 1): must be a list, but is a text; write one entry per line, each after a dash',
  ])
  assert.deepEqual(text('populations: [{ id: a, name: 5 }]'), [
    'populations/a/name (line 1): 5: must be a text, but is a number; put it in quotes',
  ])
  assert.deepEqual(text('populations: [{ id: a }]'), [
    'populations/a/name (line 1): it is missing; add it (What the console calls it; unique.)',
  ])
  assert.deepEqual(text('populations: [{ id: a, name: "" }]'), [
    'populations/a/name (line 1): "": must not be empty; correct it (What the console calls it; unique.)',
  ])
  assert.deepEqual(text('version: 2'), ['version (line 1): 2: must be 1; choose one of these'])
})

test('text that is not YAML is refused with its line, in our words', () => {
  const cases = [
    ['a: 1\na: 2', 2, /twice/],
    ['a:\n\tb: 1', 2, /tab/],
    ['a: [1', 1, /indentation|closed/],
    ['a: "x', 1, /not closed/],
    ['a: b: c', 1, /colon/],
    ['a: 1\n---\nb: 2', 2, /several documents/],
    ['a: !secret x', 1, /tag/],
    ['a: @x', 1, /quotes/],
  ] as const
  for (const [text, line, words] of cases) {
    const [problem, ...more] = readSettings(text).problems
    assert.ok(problem && problem.check === 'yaml', text)
    assert.match(`${problem.reason}; ${problem.fix}`, words, text)
    assert.ok(problem.line === line || more.some((other) => other.line === line), `${text}: ${problem.line}`)
  }
  assert.match(readSettings('a: *x').problems[0]?.fix ?? '', /begin with \*/)
})

test('a text that unfolds without end is refused at once', () => {
  const levels = Array.from({ length: 30 }, (_, n) => `a${n}: &a${n} [${n === 0 ? 'x' : `*a${n - 1}, *a${n - 1}`}]`)
  assert.equal(readSettings(levels.join('\n')).problems[0]?.check, 'yaml')
  assert.match(readSettings(`a: ${'x'.repeat(2_000_000)}`).problems[0]?.reason ?? '', /longer than/)
})

test('a document full of mistakes is refused with the first of them, and costs no more than those', () => {
  const unknown = Array.from({ length: 20_000 }, (_, at) => `k${at}: 1`)
  const empty = `gateways:\n${'- {}\n'.repeat(1000)}`
  for (const text of [unknown.join('\n'), empty]) {
    const { problems } = readSettings(text)
    assert.equal(problems.length, 200)
    assert.ok(problems.every(({ severity, line }) => severity === 'error' && line !== undefined))
  }
})

test('no problem ever prints a secret, however wrong the document is', () => {
  const secret = 'hunter2hunter2'
  const gateway = 'id: ad, name: x, serversHostAndPort: [dc], bindDN: a@b'
  const texts = [
    `gateways: [{ ${gateway}, bindPasword: ${secret} }]`,
    `gateways: [{ ${gateway}, bindPassword: [${secret}] }]`,
    `gateways: [{ ${gateway}, bindPassword: { a: ${secret} } }]`,
    `gateways: [{ ${gateway}, kerberos: { serviceAccountUserPrincipalName: x, serviceAccountPassword: ${secret} } }]`,
    `gateways: [{ ${gateway}, kerberos: ${secret} }]`,
    `gateways: "${secret}"`,
    `gateways: [${secret}]`,
    `bindPassword: *${secret}`,
    `bindPassword: "${secret}`,
    `bindPassword: @${secret}`,
    `bindPassword: !${secret} x`,
    `bindPassword: a: ${secret}`,
    `? ${secret}\n: - [`,
    `gateways:\n\t- ${secret}`,
    `%${secret}\n---\na: 1`,
  ]
  for (const text of texts) {
    const { problems } = readSettings(text)
    assert.ok(problems.length > 0, text)
    assert.ok(!inspect(problems, { depth: 9 }).includes('hunter2'), text)
  }
})

test('any text and any value is read to settings or problems, never an exception', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      const { settings, problems } = readSettings(text)
      assert.ok(settings !== undefined || problems.length > 0)
    }),
  )
  fc.assert(
    fc.property(
      fc.object({ key: fc.constantFrom('gateways', 'applications', 'id', 'kerberos', '__proto__', 'name', 'x') }),
      (value) => {
        const { settings, problems } = readDocument(value)
        assert.ok(settings !== undefined || problems.length > 0)
      },
    ),
    { numRuns: 300 },
  )
})

test('keys that mean something to JavaScript mean nothing here', () => {
  for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
    assert.deepEqual(
      readSettings(`${key}: { a: 1 }`).problems.map(({ path, reason }) => [path, reason]),
      [[key, 'there is no such setting']],
      key,
    )
  assert.equal(Reflect.get({}, 'a'), undefined)
})

test('parseSettings gives settings or throws every error at once', () => {
  assert.equal(parseSettings('').version, 1)
  assert.throws(() => parseSettings('a: 1\nb: 2'), {
    code: 'CONFIG_SETTINGS_REFUSED',
    facts: {
      count: 2,
      problems: [
        `a (line 1): there is no such setting; take it out; known here are ${known}`,
        `b (line 2): there is no such setting; take it out; known here are ${known}`,
      ],
    },
  })
})

test('the cloud of an application gives what is left out of it', () => {
  const inChina = `${good}\n    cloud: china21Vianet\n`
  const [china] = parseSettings(inChina).applications
  assert.equal(china?.audienceRestriction, 'urn:federation:partner.microsoftonline.cn')
  assert.equal(china?.replyUrl, 'https://login.partner.microsoftonline.cn/login.srf')
  assert.ok(china?.appliesTo.includes('https://login.partner.microsoftonline.cn'))
  const [worldwide] = parseSettings(good).applications
  assert.equal(worldwide?.audienceRestriction, 'urn:federation:MicrosoftOnline')
  assert.deepEqual(worldwide?.appliesTo, [])
})
