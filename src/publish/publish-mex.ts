import type { Application } from '../config/application.ts'
import { applicationAddresses, type TrustEndpoint, trustEndpoints } from '../config/endpoints.ts'
import type { Networks } from '../config/managed-settings.ts'
import { applicationOrigin } from '../config/public-hosts.ts'
import type { Settings } from '../ports.ts'
import { wsAddressing } from '../protocol/names/ws-addressing.ts'
import { wsPolicy } from '../protocol/names/ws-policy.ts'
import { wsSecurity } from '../protocol/names/ws-security.ts'
import { wsdl } from '../protocol/names/wsdl.ts'
import { xml } from '../protocol/names/xml.ts'
import { trustDialects } from '../protocol/ws-trust/dialects.ts'
import { serializeXml } from '../protocol/xml/serialize-xml.ts'
import { declaring, element, plain, qualified, type XmlElement } from '../protocol/xml/xml-element.ts'
import { mexPolicy, policyId } from './mex-policies.ts'

/**
 * The MEX document: where an application's tokens are to be had, and with which credential. Every client reads it by rules of its own,
 * all made for AD FS's layout; tests/unit/publish judges it by each of them. In: settings. Out: a WSDL 1.1 document for a plain GET
 * [WSDL11 §2], the same for every caller, built from the one table of endpoints.
 */
export function publishMex(
  application: Application,
  kind: 'mex' | 'mex13',
  settings: Settings,
  addresses: 'own' | 'adfs' = 'own',
): PublishedDocument {
  const documents = published.get(settings) ?? new Map<string, PublishedDocument>()
  published.set(settings, documents)
  const name = `${kind} ${addresses} ${application.id}`
  const document = documents.get(name) ?? writeMex(application, kind, settings, addresses)
  documents.set(name, document)
  return document
}

/** Settings are immutable snapshots, so a document is written once per snapshot: writing it costs as much as three tokens. */
const published = new WeakMap<Settings, Map<string, PublishedDocument>>()

function writeMex(
  application: Application,
  kind: 'mex' | 'mex13',
  settings: Settings,
  addresses: 'own' | 'adfs',
): PublishedDocument {
  const own = applicationAddresses(applicationOrigin(application, settings.publicUrl), application.id)
  const place = {
    addressOf: addresses === 'own' ? own.trust : own.adfsTrust,
    identity: serviceIdentity(application, settings),
  }
  const endpoints = publishedEndpoints(kind, settings.managed.networks)
  const versions = (['2005', '13'] as const).filter((version) =>
    endpoints.some(({ trustVersion }) => trustVersion === version),
  )
  const content = [
    ...endpoints.map(mexPolicy),
    wsdlElement('types', {}, schema(versions)),
    ...versions.flatMap(messages),
    ...versions.map(portType),
    ...endpoints.map(binding),
    wsdlElement('service', { name: 'SecurityTokenService' }, ...endpoints.map((endpoint) => port(endpoint, place))),
  ]
  return { status: 200, headers, body: serializeXml(definitions(content)) }
}

export interface PublishedDocument {
  readonly status: 200
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const headers = { 'cache-control': 'no-cache', 'content-type': 'text/xml; charset=utf-8' } as const

/**
 * usernamemixed first: MSAL Go takes the first port for that of passwords whatever its policy says, and would send them to
 * windowstransport. Order means nothing to WSDL. What is taken from nowhere is not published, as AD FS leaves out what is disabled.
 */
export function publishedEndpoints(kind: 'mex' | 'mex13', { usernamemixed }: Networks): readonly TrustEndpoint[] {
  const published = trustEndpoints
    .filter((endpoint) => (kind === 'mex' ? endpoint.inMex : endpoint.inMex13))
    .filter(({ credential }) => credential !== 'usernamemixed' || usernamemixed !== 'nowhere')
  return published.toSorted((a, b) => credentialOrder.indexOf(a.credential) - credentialOrder.indexOf(b.credential))
}

const credentialOrder = ['usernamemixed', 'windowstransport']

/** The common prefixes, declared once. Not `sp`: each TransportBinding must declare it by itself. */
const prefixes: readonly (readonly [string, string])[] = [
  ['soap12', wsdl.soap12],
  ['t', trustDialects['2005'].names.namespace],
  ['tns', wsdl.securityTokenService],
  ['trust', trustDialects['13'].names.namespace],
  ['wsa10', wsAddressing.namespace],
  ['wsaw', wsAddressing.wsdl],
  ['wsp', wsPolicy.namespace],
  ['wsu', wsSecurity.utility],
  ['xsd', xml.schema],
]

function definitions(content: readonly XmlElement[]): XmlElement {
  const attributes = { name: 'SecurityTokenService', targetNamespace: wsdl.securityTokenService }
  return prefixes.reduce(
    (root, [prefix, namespace]) => declaring(root, prefix, namespace),
    wsdlElement('definitions', attributes, ...content),
  )
}

/** Names the schemas without saying where they are: everybody who could use them has them. */
function schema(versions: readonly Version[]): XmlElement {
  return element(
    'xsd',
    xml.schema,
    'schema',
    { targetNamespace: `${wsdl.securityTokenService}/Imports` },
    ...versions.map((version) =>
      element('xsd', xml.schema, 'import', { namespace: trustDialects[version].names.namespace }),
    ),
  )
}

/** AD FS's names for the service's one operation, by version. */
const operations = {
  '2005': {
    portType: 'IWSTrustFeb2005Async',
    operation: 'TrustFeb2005IssueAsync',
    output: 'RequestSecurityTokenResponse',
  },
  '13': {
    portType: 'IWSTrust13Async',
    operation: 'Trust13IssueAsync',
    output: 'RequestSecurityTokenResponseCollection',
  },
} as const

type Version = keyof typeof operations

function messages(version: Version): readonly XmlElement[] {
  const { output } = operations[version]
  const { prefix } = trustDialects[version]
  const message = (direction: 'Input' | 'Output', part: string, local: string) =>
    wsdlElement(
      'message',
      { name: messageName(version, direction) },
      wsdlElement('part', { name: part, element: `${prefix}:${local}` }),
    )
  return [
    message('Input', 'request', 'RequestSecurityToken'),
    message('Output', `${operations[version].operation}Result`, output),
  ]
}

function messageName(version: Version, direction: 'Input' | 'Output'): string {
  const { portType, operation } = operations[version]
  return `${portType}_${operation}_${direction}Message`
}

function portType(version: Version): XmlElement {
  const { names } = trustDialects[version]
  const { portType, operation } = operations[version]
  const direction = (local: 'input' | 'output', message: 'Input' | 'Output', action: string) =>
    element('wsdl', wsdl.namespace, local, [
      qualified('wsaw', wsAddressing.wsdl, 'Action', action),
      plain('message', `tns:${messageName(version, message)}`),
    ])
  return wsdlElement(
    'portType',
    { name: portType },
    wsdlElement(
      'operation',
      { name: operation },
      direction('input', 'Input', names.requestAction),
      direction('output', 'Output', names.responseAction),
    ),
  )
}

/** One PolicyReference, one soap12:binding and one operation each: MSAL Python and MSAL Go break on more or fewer. */
function binding(endpoint: TrustEndpoint): XmlElement {
  const { names } = trustDialects[endpoint.trustVersion]
  const { portType, operation } = operations[endpoint.trustVersion]
  const body = () => element('soap12', wsdl.soap12, 'body', { use: 'literal' })
  return wsdlElement(
    'binding',
    { name: endpoint.bindingName, type: `tns:${portType}` },
    element('wsp', wsPolicy.namespace, 'PolicyReference', { URI: `#${policyId(endpoint)}` }),
    element('soap12', wsdl.soap12, 'binding', { transport: wsdl.httpTransport }),
    wsdlElement(
      'operation',
      { name: operation },
      element('soap12', wsdl.soap12, 'operation', { soapAction: names.requestAction, style: 'document' }),
      wsdlElement('input', {}, body()),
      wsdlElement('output', {}, body()),
    ),
  )
}

interface Place {
  readonly addressOf: (endpoint: TrustEndpoint) => string
  readonly identity: XmlElement
}

/** The address stands twice, and must be the same: some clients read the one, some the other. */
function port(endpoint: TrustEndpoint, { addressOf, identity }: Place): XmlElement {
  const address = addressOf(endpoint)
  return wsdlElement(
    'port',
    { name: endpoint.bindingName, binding: `tns:${endpoint.bindingName}` },
    element('soap12', wsdl.soap12, 'address', { location: address }),
    element(
      'wsa10',
      wsAddressing.namespace,
      'EndpointReference',
      [],
      element('wsa10', wsAddressing.namespace, 'Address', [], address),
      endpoint.credential === 'windowstransport' ? identity : undefined,
    ),
  )
}

/** Whom a ticket is for: the service account where there is one, else the service's name. DSRegTool looks for ports that say so. */
function serviceIdentity(application: Application, { managed, publicUrl }: Settings): XmlElement {
  const gatewayIds = application.kerberos?.gateways.map(({ id }) => id) ?? []
  const upns = managed.gateways
    .filter(({ id }) => gatewayIds.includes(id))
    .flatMap(({ kerberos }) => (kerberos === undefined ? [] : [kerberos.serviceAccountUserPrincipalName]))
  const [upn, ...more] = new Set(upns)
  const named = (local: string, text: string) => element('', wsAddressing.identity, local, [], text)
  return element(
    '',
    wsAddressing.identity,
    'Identity',
    [],
    upn !== undefined && more.length === 0
      ? named('Upn', upn)
      : named('Spn', `HTTP/${new URL(applicationOrigin(application, publicUrl)).hostname}`),
  )
}

function wsdlElement(
  local: string,
  attributes: Readonly<Record<string, string>>,
  ...content: readonly XmlElement[]
): XmlElement {
  return element('wsdl', wsdl.namespace, local, attributes, ...content)
}
