import { wsAddressing } from '../../../protocol/names/ws-addressing.ts'
import { wsPolicy } from '../../../protocol/names/ws-policy.ts'
import { wsSecurity } from '../../../protocol/names/ws-security.ts'
import { wsTrust } from '../../../protocol/names/ws-trust.ts'
import { wsdl } from '../../../protocol/names/wsdl.ts'
import { attribute, childElements, children, isElement } from '../../../protocol/xml/read-xml.ts'
import type { XmlElement } from '../../../protocol/xml/xml-element.ts'
import type { Line } from '../../reader.ts'
import type { Mex, MexEndpoint } from '../../readings/federation-readings.ts'
import { everyNamed, ownText, xmlFact } from './xml-stretch.ts'

/** A metadata exchange document of any identity provider: which credential, which version of WS-Trust, at which address. */

export interface DocumentPlace {
  readonly source: string
  readonly lines: readonly Line[]
  readonly hasDocumentType: boolean
}

/** Undefined when there is no WSDL in it. */
export function readMexDocument(root: XmlElement, place: DocumentPlace): Mex | undefined {
  const definitions = everyNamed(root, 'definitions').find((el) => el.namespace === wsdl.namespace)
  if (definitions === undefined) return undefined
  const { source, lines } = place
  const policies = new Map(children(definitions, wsPolicy.namespace, 'Policy').map(readPolicy))
  const bindings = children(definitions, wsdl.namespace, 'binding').map((el) => readBinding(el, policies))
  const ports = children(definitions, wsdl.namespace, 'service').flatMap((service) =>
    children(service, wsdl.namespace, 'port'),
  )
  const endpoints = ports.flatMap((port) => readPort(port, bindings, place))
  const problem = (name: string, value: string) => xmlFact(name, value, lines, source)
  return {
    kind: 'mex',
    source,
    firstLine: lines[0]?.number ?? 0,
    lastLine: lines.at(-1)?.number ?? 0,
    endpoints,
    problems: [
      ...(place.hasDocumentType ? [problem('document type', 'DOCTYPE')] : []),
      ...(root === definitions ? [] : [problem('root', root.local)]),
      ...endpoints.flatMap(({ address }) =>
        address.value.toLowerCase().startsWith('https://') ? [] : [{ ...address, name: 'insecure address' }],
      ),
    ],
  }
}

type Credential = MexEndpoint['credential']

interface Binding {
  readonly name: string
  readonly credential: Credential
  readonly version: MexEndpoint['version']
}

function readPolicy(policy: XmlElement): [id: string, credential: Credential] {
  return [attribute(policy, wsSecurity.utility, 'Id') ?? '', credentialOf(policy)]
}

function credentialOf(policy: XmlElement): Credential {
  if (holds(policy, [wsPolicy.http], ['NegotiateAuthentication'])) return 'windowstransport'
  const security = [wsPolicy.securityPolicy200507, wsPolicy.securityPolicy200702]
  if (holds(policy, security, ['UsernameToken'])) return 'usernamemixed'
  return holds(policy, security, ['X509Token']) ? 'certificatemixed' : 'other'
}

function holds(el: XmlElement, namespaces: readonly string[], names: readonly string[]): boolean {
  return childElements(el).some(
    (node) =>
      names.some((name) => namespaces.some((namespace) => isElement(node, namespace, name))) ||
      holds(node, namespaces, names),
  )
}

function readBinding(el: XmlElement, policies: ReadonlyMap<string, Credential>): Binding {
  const reference = children(el, wsPolicy.namespace, 'PolicyReference')[0]
  const id = ((reference && attribute(reference, '', 'URI')) ?? '').replace(/^#/, '')
  const actions = children(el, wsdl.namespace, 'operation')
    .flatMap((node) => children(node, wsdl.soap12, 'operation'))
    .map((node) => attribute(node, '', 'soapAction'))
  return {
    name: attribute(el, '', 'name') ?? '',
    credential: policies.get(id) ?? 'other',
    version: actions.includes(wsTrust.wst200512.requestAction)
      ? '13'
      : actions.includes(wsTrust.wst200502.requestAction)
        ? '2005'
        : 'other',
  }
}

function readPort(port: XmlElement, bindings: readonly Binding[], { source, lines }: DocumentPlace): MexEndpoint[] {
  const name = (attribute(port, '', 'binding') ?? '').replace(/^[^:]*:/, '')
  const { credential, version } = bindings.find((binding) => binding.name === name) ?? {
    credential: 'other' as const,
    version: 'other' as const,
  }
  const address = addressOf(port)
  return address === '' ? [] : [{ credential, version, address: xmlFact('address', address, lines, source) }]
}

function addressOf(port: XmlElement): string {
  const reference = children(port, wsAddressing.namespace, 'EndpointReference')[0]
  const inReference = ownText(reference && children(reference, wsAddressing.namespace, 'Address')[0])
  const [soapAddress] = childElements(port).filter((el) => el.local === 'address')
  return inReference !== '' ? inReference : ((soapAddress && attribute(soapAddress, '', 'location')) ?? '').trim()
}
