import assert from 'node:assert/strict'
import { test } from 'node:test'
import { microsoft365Application } from '../../../src/config/presets.ts'
import type { Signers } from '../../../src/ports.ts'
import { federationMetadata as names } from '../../../src/protocol/names/federation-metadata.ts'
import { wsAddressing } from '../../../src/protocol/names/ws-addressing.ts'
import { xml } from '../../../src/protocol/names/xml.ts'
import { xmlSignature } from '../../../src/protocol/names/xml-signature.ts'
import { parseXml } from '../../../src/protocol/xml/parse-xml.ts'
import { childElements, getAttribute, textOf } from '../../../src/protocol/xml/read-xml.ts'
import type { XmlElement } from '../../../src/protocol/xml/xml-element.ts'
import { verifyEnveloped } from '../../../src/protocol/xml-signature/verify-enveloped.ts'
import { publishFederationMetadata } from '../../../src/publish/publish-federation-metadata.ts'
import { fixedSigner, fixedSigners } from '../../fakes/fixed-signers.ts'
import { memorySettings } from '../../fakes/memory-settings.ts'

const issuerUri = 'https://sts.example.test/applications/m365'
const preset = microsoft365Application({
  id: 'm365',
  domainName: 'corp.example',
  gateways: [{ gateway: 'ad', userType: 'users' }],
})

function published(
  more: object = {},
  signers: Signers = fixedSigners(),
  addresses: 'own' | 'adfs' = 'own',
  managed: object = {},
) {
  const settings = memorySettings({ ...managed, applications: [{ ...preset, issuerUri, ...more }] })
  const [application] = settings.current().managed.applications
  assert.ok(application)
  return publishFederationMetadata(application, { settings, signers }, addresses)
}

async function roleOf(document: ReturnType<typeof published>): Promise<XmlElement> {
  const { body } = await document
  const root = parseXml(Buffer.from(body))
  const [role, ...more] = childElements(root).filter(({ local }) => local !== 'Signature')
  assert.ok(role && more.length === 0)
  return role
}

const below = (el: XmlElement, local: string): XmlElement[] =>
  childElements(el).flatMap((child) => [...(child.local === local ? [child] : []), ...below(child, local)])
const addressesIn = (el: XmlElement, local: string) =>
  childElements(el)
    .filter((child) => child.local === local)
    .flatMap((child) => textOf(below(child, 'Address')[0] ?? child))

test('federation metadata: an entity with the issuer as its name, signed first, by the key that signs tokens [SAMLMeta20 §2.3.2, §3.1]', async () => {
  const { body, headers } = await published()
  const root = parseXml(Buffer.from(body))
  assert.deepEqual(
    [root.namespace, root.local, getAttribute(root, '', 'entityID')],
    [names.saml20, 'EntityDescriptor', issuerUri],
  )
  assert.deepEqual(
    childElements(root).map(({ namespace, local }) => [namespace, local]),
    [
      [xmlSignature.namespace, 'Signature'],
      [names.saml20, 'RoleDescriptor'],
    ],
  )
  const { signed } = verifyEnveloped(root, 'ID', [fixedSigner.certificate])
  assert.equal(childElements(signed).length, 1)
  assert.match(headers['content-type'] ?? '', /samlmetadata\+xml/)
})

test('federation metadata: one changed character is noticed', async () => {
  const { body } = await published()
  const changed = body.replace('wsf/prp/m365', 'wsf/prp/m366')
  assert.notEqual(changed, body)
  assert.throws(() => verifyEnveloped(parseXml(Buffer.from(changed)), 'ID', [fixedSigner.certificate]), {
    code: 'XML_SIGNATURE_DIGEST',
  })
})

test('federation metadata: the role is a security token service, in the order of the schema [WSFed12 §3.1.2]', async () => {
  const role = await roleOf(published())
  const type = getAttribute(role, xml.schemaInstance, 'type')
  const [prefix = '', local] = type.split(':')
  assert.equal(local, 'SecurityTokenServiceType')
  // The prefix in the value must mean something there, although no name uses it.
  let scope = role.scope
  while (scope && scope.prefix !== prefix) scope = scope.outer
  assert.equal(scope?.namespace, names.federation)
  assert.match(getAttribute(role, '', 'protocolSupportEnumeration'), /federation\/200706/)
  const order = [...new Set(childElements(role).map((child) => child.local))]
  assert.deepEqual(order, [
    'KeyDescriptor',
    'TokenTypesOffered',
    'ClaimTypesOffered',
    'TargetScopes',
    'SecurityTokenServiceEndpoint',
    'PassiveRequestorEndpoint',
  ])
})

test('federation metadata: every signing certificate, the active one first [SAMLMeta20 §2.4.1.1]', async () => {
  const next = new Uint8Array([1, 2, 3])
  const signers = { ...fixedSigners(), certificatesFor: async () => [fixedSigner.certificate, next] }
  const keys = below(await roleOf(published({}, signers)), 'KeyDescriptor')
  assert.deepEqual(
    keys.map((key) => getAttribute(key, '', 'use')),
    ['signing', 'signing'],
  )
  assert.deepEqual(
    keys.map((key) => textOf(below(key, 'X509Certificate')[0] ?? key)),
    [fixedSigner.certificate, next].map((der) => Buffer.from(der).toString('base64')),
  )
})

test('federation metadata: the endpoints of the application, under its own name or AD FS’s [WSFed12 §3.1.2.8]', async () => {
  const own = await roleOf(published({ hostNames: ['sts.corp.example'] }))
  assert.deepEqual(addressesIn(own, 'PassiveRequestorEndpoint'), ['https://sts.corp.example/wsf/prp/m365'])
  assert.equal(
    addressesIn(own, 'SecurityTokenServiceEndpoint')[0],
    'https://sts.corp.example/wsf/sts/m365/2005/usernamemixed',
  )
  const references = below(own, 'MetadataReference')
  assert.deepEqual(
    [...new Set(references.map((el) => textOf(childElements(el)[0] ?? el)))],
    ['https://sts.corp.example/wsf/mex13/m365'],
  )
  assert.ok(references.every((el) => childElements(el)[0]?.namespace === wsAddressing.namespace))
  const adfs = await roleOf(published({}, fixedSigners(), 'adfs'))
  assert.deepEqual(addressesIn(adfs, 'PassiveRequestorEndpoint'), ['https://sts.example.test/adfs/ls/'])
  assert.ok(
    addressesIn(adfs, 'SecurityTokenServiceEndpoint').includes(
      'https://sts.example.test/adfs/services/trust/13/windowstransport',
    ),
  )
  const withoutTickets = await roleOf(published({ kerberos: null }))
  const noPasswords = { networks: { usernamemixed: 'nowhere' } }
  const withTickets = await roleOf(published({}, fixedSigners(), 'own', noPasswords))
  assert.ok(addressesIn(withTickets, 'SecurityTokenServiceEndpoint').every((uri) => uri.endsWith('windowstransport')))
  assert.ok(addressesIn(withoutTickets, 'SecurityTokenServiceEndpoint').every((uri) => uri.endsWith('usernamemixed')))
})

test('federation metadata: the claims that mappings may send [WSFed12 §3.1.2.4]', async () => {
  const offered = below(await roleOf(published()), 'ClaimType').map((el) => getAttribute(el, '', 'Uri'))
  for (const uri of [
    names.nameIdentifier,
    'http://schemas.microsoft.com/LiveID/Federation/2008/05/ImmutableID',
    'http://schemas.microsoft.com/claims/authnmethodsreferences',
  ])
    assert.ok(offered.includes(uri), uri)
  assert.equal(new Set(offered).size, offered.length)
})

test('federation metadata: signed once for a snapshot and its certificates, again when either changes, and after a failure', async () => {
  let signatures = 0
  let certificates = [fixedSigner.certificate]
  let isBroken = true
  const sign: typeof fixedSigner.sign = async (algorithm, data) => {
    if (isBroken) throw new Error('the key store is away')
    signatures += 1
    return fixedSigner.sign(algorithm, data)
  }
  const signers = { signerFor: async () => ({ ...fixedSigner, sign }), certificatesFor: async () => certificates }
  const settings = memorySettings({ applications: [{ ...preset, issuerUri }] })
  const publish = async () => {
    const [application] = settings.current().managed.applications
    assert.ok(application)
    return (await publishFederationMetadata(application, { settings, signers })).body
  }
  await assert.rejects(publish())
  isBroken = false
  const [first, second] = [await publish(), await publish()]
  assert.deepEqual([signatures, first === second], [1, true])
  certificates = [fixedSigner.certificate, new Uint8Array([1])]
  assert.notEqual(await publish(), first)
  settings.replace({ applications: [{ ...preset, issuerUri, name: 'renamed' }] })
  await publish()
  assert.equal(signatures, 3)
})
