import assert from 'node:assert/strict'
import { test } from 'node:test'
import { application } from '../../../../src/config/application.ts'
import { managedSettings } from '../../../../src/config/managed-settings.ts'
import { IdpError } from '../../../../src/errors.ts'
import { mexWarnings, readMex } from '../../../../src/protocol/ws-trust/read-mex.ts'
import { publishMex } from '../../../../src/publish/publish-mex.ts'
import { chooseEndpoint } from '../../../../src/simulator/device/find-trust-endpoint.ts'

const app = application.parse({ id: 'm365', name: 'm365', domainName: 'corp.example.test', attributes: [] })
const managed = managedSettings.parse({ applications: [app] })
const document = (kind: 'mex' | 'mex13'): string =>
  publishMex(app, kind, { managed, publicUrl: 'https://sts.corp.example.test' }).body
const read = (text: string) => readMex(Buffer.from(text, 'utf8'))
const base = 'https://sts.corp.example.test/wsf/sts/m365'

test('the document of 1.3 offers both versions, the one of 2005 its own', () => {
  const { endpoints, warnings } = read(document('mex13'))
  assert.deepEqual(warnings, [])
  assert.deepEqual(
    endpoints.toSorted((a, b) => (a.url < b.url ? -1 : 1)),
    [
      { trustVersion: '13', credential: 'password', url: `${base}/13/usernamemixed` },
      { trustVersion: '13', credential: 'windows', url: `${base}/13/windowstransport` },
      { trustVersion: '2005', credential: 'password', url: `${base}/2005/usernamemixed` },
      { trustVersion: '2005', credential: 'windows', url: `${base}/2005/windowstransport` },
    ],
  )
  assert.deepEqual(
    read(document('mex')).endpoints.map((endpoint) => endpoint.trustVersion),
    ['2005', '2005'],
  )
})

test('13-only takes 1.3 or nothing; 13-then-2005 takes 1.3 where there is one', () => {
  const both = read(document('mex13')).endpoints
  const old = read(document('mex')).endpoints
  assert.equal(chooseEndpoint(both, 'windows', '13-only')?.trustVersion, '13')
  assert.equal(chooseEndpoint(both, 'windows', '13-then-2005')?.trustVersion, '13')
  assert.equal(chooseEndpoint(old, 'windows', '13-only'), undefined)
  assert.equal(chooseEndpoint(old, 'windows', '13-then-2005')?.trustVersion, '2005')
})

/** Each defect in the 1.3 windowstransport endpoint alone: it is skipped with its warning, the other three remain. */
const defects: readonly [warning: keyof typeof mexWarnings, change: (text: string) => string][] = [
  [
    'noAddress',
    (text) =>
      replaceOnce(
        text,
        /<wsa10:Address>[^<]*\/13\/windowstransport<\/wsa10:Address>/,
        '<wsa10:Address></wsa10:Address>',
      ),
  ],
  [
    'insecureAddress',
    (text) => replaceOnce(text, /<wsa10:Address>https(:[^<]*\/13\/windowstransport)/, '<wsa10:Address>http$1'),
  ],
  [
    'noBindingInPort',
    (text) => replaceOnce(text, /(<wsdl:port )binding="[^"]*IWSTrust13Async"( name="CustomBinding)/, '$1$2'),
  ],
  [
    'noNameInBinding',
    (text) => replaceOnce(text, /<wsdl:binding name="CustomBinding_IWSTrust13Async"/, '<wsdl:binding'),
  ],
  ['noUriInReference', (text) => replaceOnce(text, / URI="#CustomBinding_IWSTrust13Async_policy"/, '')],
]

function replaceOnce(text: string, pattern: RegExp, replacement: string): string {
  assert.ok(pattern.test(text), `${pattern} is not in the document`)
  return text.replace(pattern, replacement)
}

for (const [warning, change] of defects) {
  test(`an endpoint is skipped with ${mexWarnings[warning]} (${warning})`, () => {
    const { endpoints, warnings } = read(change(document('mex13')))
    assert.deepEqual(warnings, [mexWarnings[warning]])
    assert.equal(chooseEndpoint(endpoints, 'windows', '13-only'), undefined)
    assert.equal(endpoints.length, 3)
  })
}

for (const [warning, pattern, replacement] of [
  ['noSoapTransport', /transport="[^"]*"/g, 'transport="urn:other"'],
  ['noSoapAction', /soapAction="[^"]*"/g, 'soapAction=""'],
] as const) {
  test(`bindings are skipped with ${mexWarnings[warning]} (${warning})`, () => {
    const { endpoints, warnings } = read(document('mex13').replace(pattern, replacement))
    assert.deepEqual(endpoints, [])
    assert.deepEqual([...new Set(warnings)], [mexWarnings[warning]])
  })
}

test('what is no XML, and what has a DTD, is refused', () => {
  for (const text of ['<html>', '', 'nothing', '<!DOCTYPE a><a/>']) assert.throws(() => read(text), IdpError)
  assert.deepEqual(read('<html></html>').endpoints, [])
})
