import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Element } from '@xmldom/xmldom'
import { publishMex } from '../../../src/publish/publish-mex.ts'
import { memorySettings } from '../../fakes/memory-settings.ts'
import { managed } from '../issuance/accept/accept-fixture.ts'
import { at, attributeOf, childrenOf, type MexReader, only, parseDocument } from './mex-readers/dom.ts'
import { msalGo, msalGoWithoutKinds } from './mex-readers/msal-go.ts'
import { msalJava, msalJavaLater } from './mex-readers/msal-java.ts'
import { msalNet } from './mex-readers/msal-net.ts'
import { adal, cloudAp, msalPython } from './mex-readers/python-and-node.ts'

const gateway = {
  id: 'ad',
  name: 'AD',
  serversHostAndPort: ['dc1.contoso.test'],
  bindDN: 'svc@contoso.test',
  kerberos: { serviceAccountUserPrincipalName: 'svc-sts@contoso.test' },
}

function publish(kind: 'mex' | 'mex13', addresses: 'own' | 'adfs' = 'own', gateways = [gateway]) {
  const kerberos = { gateways: gateways.map(({ id }) => ({ id, userType: { id: 'devices' } })) }
  const [application] = managed.applications
  const settings = memorySettings({ ...managed, gateways, applications: [{ ...application, kerberos }] }).current()
  const [first] = settings.managed.applications
  assert.ok(first)
  return publishMex(first, kind, settings, addresses)
}

const mex = publish('mex').body
const mex13 = publish('mex13').body
const sts = (path: string) => `https://sts.example.test/wsf/sts/app/${path}`
const password = {
  '2005': { address: sts('2005/usernamemixed'), version: '2005' },
  '13': { address: sts('13/usernamemixed'), version: '13' },
}
const windows = {
  '2005': { address: sts('2005/windowstransport'), version: '2005' },
  '13': { address: sts('13/windowstransport'), version: '13' },
}

/** Reader, what it must find in mex13. In mex all find the endpoints of 2005. */
const readers: readonly (readonly [string, MexReader, unknown])[] = [
  ['MSAL.NET, which does not see 1.3 passwords', msalNet, { password: password['2005'], windows: windows['13'] }],
  ['MSAL Go', msalGo, { password: password['13'], windows: windows['13'] }],
  ['MSAL Java, at first', msalJava, { password: password['13'], windows: windows['13'] }],
  ['MSAL Java, later', msalJavaLater, { password: password['2005'], windows: windows['13'] }],
  ['MSAL Python', msalPython, { password: password['13'], windows: windows['13'] }],
  ['ADAL', adal, { password: password['13'], windows: windows['13'] }],
  ['CloudAP', cloudAp, { password: password['13'], windows: windows['13'] }],
]

for (const [name, read, expected] of readers) {
  test(`${name} finds its endpoints in both documents`, () => {
    assert.deepEqual(read(mex13), expected)
    assert.deepEqual(read(mex), { password: password['2005'], windows: windows['2005'] })
  })
}

test('MSAL Go in the releases that take every policy for one of passwords is led to a password endpoint', () => {
  assert.deepEqual(msalGoWithoutKinds(mex13).password, password['13'])
  assert.deepEqual(msalGoWithoutKinds(mex).password, password['2005'])
})

test('the readers are strict: each says so when its own rule is broken', () => {
  const broken = (
    change: (text: string) => string,
    read: MexReader,
    kind: 'password' | 'windows',
    expected: unknown,
  ) => {
    const text = change(mex13)
    assert.notEqual(text, mex13, 'the change changes something')
    if (expected === 'throws') assert.throws(() => read(text))
    else assert.deepEqual(read(text)[kind], expected)
  }
  const first = mex13.match(/<wsp:Policy [^>]*>/)?.[0] ?? ''
  const plainHttp = (text: string) => text.replaceAll('https://sts', 'http://sts')
  const noAction = (text: string) =>
    text.replace(/<soap12:operation [^>]*>/, '<soap12:x>').replace('</soap12:operation>', '</soap12:x>')
  broken(
    (text) => text.replaceAll('_policy"', '_same"').replace(/wsu:Id="[^"]*"/g, 'wsu:Id="a"'),
    msalNet,
    'password',
    'throws',
  )
  broken((text) => text.replaceAll('binding="tns:', 'binding="'), msalNet, 'windows', undefined)
  broken(
    (text) => text.replaceAll(/xmlns:sp=/g, 'xmlns:q=').replaceAll(/(<\/?| )sp:/g, '$1q:'),
    msalGo,
    'password',
    undefined,
  )
  broken((text) => text.replaceAll('RST/Issue" style', 'RST/Other" style'), msalGo, 'password', 'throws')
  broken(
    (text) => text.replaceAll('wsu:Id', 'u:Id').replaceAll('xmlns:wsu=', 'xmlns:u='),
    msalJava,
    'windows',
    undefined,
  )
  broken((text) => text.replaceAll(/<wsa10:Address>[^<]*<\/wsa10:Address>/g, ''), msalJava, 'windows', 'throws')
  broken(noAction, msalPython, 'password', 'throws')
  for (const read of [msalJava, msalPython]) broken(plainHttp, read, 'windows', undefined)
  for (const read of [adal, cloudAp]) broken(plainHttp, read, 'windows', 'throws')
  broken((text) => text.replace(first, `<!DOCTYPE a>${first}`), adal, 'windows', 'throws')
})

test('[WSDL11 §2.1] the layout: policies, types, messages, portTypes, bindings, one service, and nothing else', () => {
  const names = (text: string) => childrenOf(parseDocument(text)).map((el) => el.localName)
  const repeat = (count: number, name: string) => Array.from({ length: count }, () => name)
  assert.deepEqual(names(mex13), [
    ...repeat(4, 'Policy'),
    'types',
    ...repeat(4, 'message'),
    ...repeat(2, 'portType'),
    ...repeat(4, 'binding'),
    'service',
  ])
  assert.deepEqual(names(mex), [
    ...repeat(2, 'Policy'),
    'types',
    ...repeat(2, 'message'),
    'portType',
    ...repeat(2, 'binding'),
    'service',
  ])
})

test('ids and names are unique, and each binding has one policy, one transport, one operation with a known action', () => {
  const root = parseDocument(mex13)
  const unique = (values: readonly (string | undefined)[]) => assert.equal(new Set(values).size, values.length)
  const ids = at(root, 'wsp:Policy').map((policy) => `#${attributeOf(policy, 'wsu:Id')}`)
  const bindings = at(root, 'wsdl:binding')
  unique(ids)
  unique(bindings.map((binding) => attributeOf(binding, 'name')))
  unique(bindings.map((binding) => attributeOf(at(binding, 'wsp:PolicyReference')[0], 'URI')))
  for (const binding of bindings) {
    assert.ok(ids.includes(attributeOf(only(at(binding, 'wsp:PolicyReference'), 'policy'), 'URI') ?? ''))
    assert.equal(
      attributeOf(only(at(binding, 'soap12:binding'), 'transport'), 'transport'),
      'http://schemas.xmlsoap.org/soap/http',
    )
    const action = attributeOf(only(at(binding, 'wsdl:operation/soap12:operation'), 'operation'), 'soapAction')
    const is13 = /13Async$/.test(attributeOf(binding, 'name') ?? '')
    assert.equal(
      action,
      is13
        ? 'http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue'
        : 'http://schemas.xmlsoap.org/ws/2005/02/trust/RST/Issue',
    )
  }
})

test('[WSSP12 §7.3] every TransportBinding declares sp itself; windowstransport speaks 2005 and wants no Timestamp', () => {
  const bindings = all(parseDocument(mex13), 'TransportBinding')
  assert.equal(bindings.length, 4)
  for (const binding of bindings) {
    assert.equal(binding.nodeName, 'sp:TransportBinding')
    assert.ok(binding.hasAttribute('xmlns:sp'))
    const policy = binding.parentNode as Element
    const isWindows = at(policy, 'http:NegotiateAuthentication').length > 0
    assert.equal(all(binding, 'IncludeTimestamp').length, isWindows ? 0 : 1)
    if (isWindows) assert.equal(binding.namespaceURI, 'http://schemas.xmlsoap.org/ws/2005/07/securitypolicy')
    assert.equal(isWindows, all(policy, 'WssUsernameToken10').length === 0, 'one credential in a policy')
  }
})

test('[WSDL11 §2.6] every port says one https address twice, without blanks, and every name it uses exists', () => {
  const root = parseDocument(mex13)
  const names = (path: string) => at(root, path).map((el) => `tns:${attributeOf(el, 'name')}`)
  const ports = at(root, 'wsdl:service/wsdl:port')
  assert.equal(ports.length, 4)
  for (const port of ports) {
    const location = attributeOf(only(at(port, 'soap12:address'), 'address'), 'location')
    assert.equal(only(at(port, 'wsa10:EndpointReference/wsa10:Address'), 'Address').textContent, location)
    assert.match(
      location ?? '',
      /^https:\/\/sts\.example\.test\/wsf\/sts\/app\/(2005|13)\/(windowstransport|usernamemixed)$/,
    )
    assert.ok(names('wsdl:binding').includes(attributeOf(port, 'binding') ?? ''))
  }
  for (const binding of at(root, 'wsdl:binding'))
    assert.ok(names('wsdl:portType').includes(attributeOf(binding, 'type') ?? ''))
  const used = ['input', 'output'].flatMap((local) => at(root, `wsdl:portType/wsdl:operation/wsdl:${local}`))
  for (const el of used) assert.ok(names('wsdl:message').includes(attributeOf(el, 'message') ?? ''))
  assert.deepEqual(
    used.map((el) => attributeOf(el, 'wsaw:Action')),
    [
      'http://schemas.xmlsoap.org/ws/2005/02/trust/RST/Issue',
      'http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue',
      'http://schemas.xmlsoap.org/ws/2005/02/trust/RSTR/Issue',
      'http://docs.oasis-open.org/ws-sx/ws-trust/200512/RSTRC/IssueFinal',
    ],
  )
})

test('the windowstransport ports name the service account, or the service where there is more than one', () => {
  const identities = (text: string) =>
    at(parseDocument(text), 'wsdl:service/wsdl:port').map((port) => [
      /windowstransport$/.test(attributeOf(at(port, 'soap12:address')[0], 'location') ?? ''),
      all(port, 'Identity').map((el) => `${childrenOf(el)[0]?.localName} ${el.textContent}`),
    ])
  const expected = (identity: string) => [
    [false, []],
    [false, []],
    [true, [identity]],
    [true, [identity]],
  ]
  assert.deepEqual(identities(mex13), expected('Upn svc-sts@contoso.test'))
  const other = { ...gateway, id: 'ad2', kerberos: { serviceAccountUserPrincipalName: 'svc@fabrikam.test' } }
  assert.deepEqual(identities(publish('mex13', 'own', [gateway, other]).body), expected('Spn HTTP/sts.example.test'))
  assert.deepEqual(
    identities(publish('mex13', 'own', [gateway, { ...other, kerberos: gateway.kerberos }]).body),
    expected('Upn svc-sts@contoso.test'),
  )
})

test('at the AD FS-shaped address the addresses are AD FS-shaped too, so that its tools run', () => {
  const adfs = (path: string) => `https://sts.example.test/adfs/services/trust/${path}`
  const text = publish('mex13', 'adfs').body
  assert.deepEqual(adal(text), {
    password: { address: adfs('13/usernamemixed'), version: '13' },
    windows: { address: adfs('13/windowstransport'), version: '13' },
  })
  assert.doesNotMatch(text, /\/wsf\//)
})

test('one line, no DTD, no byte order mark, as XML that is not kept', () => {
  assert.match(mex13, /^<wsdl:definitions /)
  assert.doesNotMatch(mex13, /[\r\n]|<!|<\?/)
  assert.deepEqual(publish('mex13').headers, {
    'cache-control': 'no-cache',
    'content-type': 'text/xml; charset=utf-8',
  })
})

function all(el: Element, local: string): Element[] {
  return childrenOf(el).flatMap((child) => [...(child.localName === local ? [child] : []), ...all(child, local)])
}

test('a document is written once per snapshot of the settings, kind and address', () => {
  const source = memorySettings(managed)
  const document = (kind: 'mex' | 'mex13', addresses: 'own' | 'adfs', settings = source.current()) => {
    const [application] = settings.managed.applications
    assert.ok(application)
    return publishMex(application, kind, settings, addresses)
  }
  const all = [document('mex', 'own'), document('mex13', 'own'), document('mex13', 'adfs')]
  assert.equal(new Set(all.map(({ body }) => body)).size, 3)
  assert.equal(document('mex13', 'own'), all[1])
  assert.notEqual(document('mex13', 'own', { ...source.current() }), all[1])
})

test('what is taken from nowhere is not published, so that Windows says so', () => {
  const networks = { ...managed.networks, usernamemixed: 'nowhere' }
  const settings = memorySettings({ ...managed, networks }).current()
  const [application] = settings.managed.applications
  assert.ok(application)
  const { body } = publishMex(application, 'mex13', settings)
  assert.deepEqual([body.includes('/usernamemixed'), body.includes('/13/windowstransport')], [false, true])
})
