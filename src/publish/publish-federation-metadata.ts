import { createHash } from 'node:crypto'
import type { Application } from '../config/application.ts'
import { applicationAddresses, type TrustEndpoint } from '../config/endpoints.ts'
import { nameFormatOf } from '../config/name-format.ts'
import { applicationOrigin } from '../config/public-hosts.ts'
import { signatureHashOf } from '../config/signature-hash-of.ts'
import { IdpError } from '../errors.ts'
import type { Ports, Settings } from '../ports.ts'
import { federationMetadata as names } from '../protocol/names/federation-metadata.ts'
import { saml } from '../protocol/names/saml.ts'
import { wsAddressing } from '../protocol/names/ws-addressing.ts'
import { wsTrust } from '../protocol/names/ws-trust.ts'
import { xml } from '../protocol/names/xml.ts'
import { xmlSignature } from '../protocol/names/xml-signature.ts'
import { serializeXml } from '../protocol/xml/serialize-xml.ts'
import { declaring, element, plain, qualified, type XmlElement } from '../protocol/xml/xml-element.ts'
import { signEnvelopedFirst } from '../protocol/xml-signature/sign-enveloped.ts'
import { type PublishedDocument, publishedEndpoints } from './publish-mex.ts'

/**
 * Federation metadata: who issues, with which certificates, which claims, where. Entra reads it at the AD FS-shaped address of the host
 * to learn of a new signing certificate, and believes it only signed. In: settings and keys. Out: one document for every caller
 * [WSFed12 §3.1], signed with the key that signs tokens. No IDPSSODescriptor: Joinery does not speak SAML 2.0's protocol.
 */
export async function publishFederationMetadata(
  application: Application,
  ports: Pick<Ports, 'settings' | 'signers'>,
  addresses: 'own' | 'adfs' = 'own',
): Promise<PublishedDocument> {
  const settings = ports.settings.current()
  const certificates = await ports.signers.certificatesFor(application)
  const key = [application.id, addresses, ...certificates.map(fingerprint)].join(' ')
  const documents = cached.get(settings) ?? new Map<string, Promise<string>>()
  cached.set(settings, documents)
  const made = documents.get(key) ?? signedDocument({ application, settings, certificates, addresses }, ports)
  documents.set(key, made)
  made.catch(() => documents.delete(key))
  return { status: 200, headers, body: await made }
}

/** Anybody may ask as often as they like: signed once for each snapshot of the settings and set of certificates. */
const cached = new WeakMap<Settings, Map<string, Promise<string>>>()

const headers = { 'cache-control': 'no-cache', 'content-type': 'application/samlmetadata+xml; charset=utf-8' } as const

interface Described {
  readonly application: Application
  readonly settings: Settings
  /** DER; the active one first. */
  readonly certificates: readonly Uint8Array[]
  readonly addresses: 'own' | 'adfs'
}

async function signedDocument(described: Described, { signers }: Pick<Ports, 'signers'>): Promise<string> {
  const { application } = described
  const { algorithm } = application.idpSigning
  const signer = await signers.signerFor(application)
  return signEnvelopedFirst(entityDescriptor(described), 'ID', {
    hash: signatureHashOf[algorithm],
    certificate: signer.certificate,
    sign: (bytes) => signer.sign(algorithm, bytes),
  })
}

/** [SAMLMeta20 §2.3.2] The ID is made from the content: the same document bears the same one. */
function entityDescriptor(described: Described): XmlElement {
  const { issuerUri, id } = described.application
  if (issuerUri === undefined) throw new IdpError('MINT_ISSUER_MISSING', { application: id })
  const role = roleDescriptor(described)
  const contentId = `_${createHash('sha256').update(issuerUri).update(serializeXml(role)).digest('hex').slice(0, 40)}`
  return element('', names.saml20, 'EntityDescriptor', { ID: contentId, entityID: issuerUri }, role)
}

/** [WSFed12 §3.1.2.1] The elements stand in the order of the schema. */
function roleDescriptor({ application, settings, certificates, addresses }: Described): XmlElement {
  const own = applicationAddresses(applicationOrigin(application, settings.publicUrl), application.id)
  const isAdfs = addresses === 'adfs'
  const place = { addressOf: isAdfs ? own.adfsTrust : own.trust, mex: isAdfs ? own.adfsMex : own.mex13 }
  const passive = isAdfs ? own.adfsPassive : own.passiveSignInUri
  const active = publishedEndpoints('mex13', settings.managed.networks).filter(
    ({ credential }) => credential !== 'windowstransport' || application.kerberos !== null,
  )
  const role = element(
    '',
    names.saml20,
    'RoleDescriptor',
    [
      plain('ServiceDisplayName', settings.managed.environment.name),
      plain('protocolSupportEnumeration', protocols),
      qualified('xsi', xml.schemaInstance, 'type', 'fed:SecurityTokenServiceType'),
    ],
    ...certificates.map(keyDescriptor),
    fed('TokenTypesOffered', ...tokenTypes(application)),
    fed('ClaimTypesOffered', ...claimTypes(application)),
    fed(
      'TargetScopes',
      ...[application.issuerUri ?? '', passive, ...active.map(place.addressOf)].map(endpointReference),
    ),
    ...active.map((endpoint) => fed('SecurityTokenServiceEndpoint', activeEndpoint(endpoint, place))),
    fed('PassiveRequestorEndpoint', endpointReference(passive)),
  )
  return declaring(role, 'fed', names.federation)
}

const protocols = [wsTrust.wst200512.namespace, wsTrust.wst200502.namespace, names.federation].join(' ')

/** [SAMLMeta20 §2.4.1.1] */
function keyDescriptor(certificate: Uint8Array): XmlElement {
  const ds = (local: string, content: XmlElement | string) => element('ds', xmlSignature.namespace, local, {}, content)
  const text = Buffer.from(certificate).toString('base64')
  const info = ds('KeyInfo', ds('X509Data', ds('X509Certificate', text)))
  return element('', names.saml20, 'KeyDescriptor', { use: 'signing' }, info)
}

function tokenTypes({ stsTokenType }: Application): readonly XmlElement[] {
  return [...new Set([saml.assertion, stsTokenType])].map((uri) =>
    element('fed', names.federation, 'TokenType', { Uri: uri }),
  )
}

/** [WSFed12 §3.1.2.4] Every claim that a mapping may send; which of them a token holds depends on who it is about. */
function claimTypes({ attributes }: Application): readonly XmlElement[] {
  const offered = attributes.flatMap((mapping): (readonly [string, string])[] => {
    const namespace = nameFormatOf(mapping)
    if (mapping.name === 'Subject') return [[names.nameIdentifier, 'Name identifier']]
    return namespace === undefined ? [] : [[`${namespace}/${mapping.name}`, mapping.name]]
  })
  return [...new Map(offered)].map(([uri, label]) =>
    auth('ClaimType', { Uri: uri, Optional: 'true' }, auth('DisplayName', {}, label)),
  )
}

interface Place {
  readonly addressOf: (endpoint: TrustEndpoint) => string
  readonly mex: string
}

/** [WSFed12 §3.1.2.8] With where its policies are to be read, as AD FS says it. */
function activeEndpoint(endpoint: TrustEndpoint, { addressOf, mex }: Place): XmlElement {
  const reference = wsx('MetadataReference', {}, address(mex))
  const section = wsx('MetadataSection', { Dialect: names.metadataExchange }, reference)
  return wsa('EndpointReference', address(addressOf(endpoint)), wsa('Metadata', wsx('Metadata', {}, section)))
}

function endpointReference(uri: string): XmlElement {
  return wsa('EndpointReference', address(uri))
}

function address(uri: string): XmlElement {
  return wsa('Address', uri)
}

function fed(local: string, ...content: readonly XmlElement[]): XmlElement {
  return element('fed', names.federation, local, {}, ...content)
}

function auth(local: string, attributes: Readonly<Record<string, string>>, content: XmlElement | string): XmlElement {
  return element('auth', names.authorization, local, attributes, content)
}

function wsa(local: string, ...content: readonly (XmlElement | string)[]): XmlElement {
  return element('wsa', wsAddressing.namespace, local, {}, ...content)
}

function wsx(local: string, attributes: Readonly<Record<string, string>>, content: XmlElement): XmlElement {
  return element('wsx', names.metadataExchange, local, attributes, content)
}

function fingerprint(certificate: Uint8Array): string {
  return createHash('sha256').update(certificate).digest('base64')
}
