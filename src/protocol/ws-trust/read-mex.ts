import { wsAddressing } from '../names/ws-addressing.ts'
import { wsPolicy } from '../names/ws-policy.ts'
import { wsSecurity } from '../names/ws-security.ts'
import { wsTrust } from '../names/ws-trust.ts'
import { wsdl } from '../names/wsdl.ts'
import { documentLimits, parseXml } from '../xml/parse-xml.ts'
import { attribute, childElements, children, isElement } from '../xml/read-xml.ts'
import type { XmlElement } from '../xml/xml-element.ts'

/**
 * Reads a MEX document by the rules of Windows' own ADAL, as far as its error table tells them: a port or binding with one of seven
 * defects is skipped with a warning, and what remains must hold an endpoint for the credential at hand. In: the bytes of a WSDL 1.1
 * document. Out: its WS-Trust endpoints [WSTrust13 §4]. Not verified here: that anything answers at the addresses.
 */
export interface MexEndpoints {
  readonly endpoints: readonly MexEndpoint[]
  /** HRESULTs of what was skipped, in document order. */
  readonly warnings: readonly string[]
}

export interface MexEndpoint {
  readonly trustVersion: '2005' | '13'
  readonly credential: 'windows' | 'password'
  readonly url: string
}

export const mexWarnings = {
  noAddress: '0x8aa90024',
  insecureAddress: '0x8aa90025',
  noBindingInPort: '0x8aa90026',
  noSoapTransport: '0x8aa90027',
  noSoapAction: '0x8aa90028',
  noNameInBinding: '0x8aa90029',
  noUriInReference: '0x8aa9002a',
} as const

type Warn = (hresult: string) => void

interface Binding {
  readonly name: string
  readonly policyId: string
  readonly trustVersion: MexEndpoint['trustVersion']
}

/** Throws an XML_… error where the bytes are no XML that Windows would parse. */
export function readMex(bytes: Uint8Array): MexEndpoints {
  const definitions = parseXml(bytes, documentLimits)
  const warnings: string[] = []
  const warn: Warn = (hresult) => warnings.push(hresult)
  const policies = new Map(children(definitions, wsPolicy.namespace, 'Policy').map(readPolicy))
  const bindings = children(definitions, wsdl.namespace, 'binding').flatMap((element) => readBinding(element, warn))
  const ports = children(definitions, wsdl.namespace, 'service').flatMap((service) =>
    children(service, wsdl.namespace, 'port'),
  )
  const endpoints = ports.flatMap((port) => readPort(port, bindings, policies, warn))
  return { endpoints, warnings }
}

/** Which credential a policy asks for: Negotiate on the transport, or a user name token in the message. */
function readPolicy(policy: XmlElement): [id: string, credential: MexEndpoint['credential'] | undefined] {
  const id = attribute(policy, wsSecurity.utility, 'Id') ?? ''
  if (holds(policy, [wsPolicy.http], 'NegotiateAuthentication')) return [id, 'windows']
  const securityPolicies = [wsPolicy.securityPolicy200507, wsPolicy.securityPolicy200702]
  return [id, holds(policy, securityPolicies, 'UsernameToken') ? 'password' : undefined]
}

function holds(element: XmlElement, namespaces: readonly string[], local: string): boolean {
  return childElements(element).some(
    (node) => namespaces.some((namespace) => isElement(node, namespace, local)) || holds(node, namespaces, local),
  )
}

/** None, with a warning, for a binding that lacks what a client needs of it; none without for other protocols. */
function readBinding(element: XmlElement, warn: Warn): Binding[] {
  const name = attribute(element, '', 'name')
  if (!name) return skip(warn, mexWarnings.noNameInBinding)
  const reference = children(element, wsPolicy.namespace, 'PolicyReference')[0]
  const policyId = (reference && attribute(reference, '', 'URI')) ?? ''
  if (!policyId.startsWith('#')) return skip(warn, mexWarnings.noUriInReference)
  const operation = children(element, wsdl.namespace, 'operation').flatMap((node) =>
    children(node, wsdl.soap12, 'operation'),
  )[0]
  const action = (operation && attribute(operation, '', 'soapAction')) ?? ''
  if (action === '') return skip(warn, mexWarnings.noSoapAction)
  const transport = children(element, wsdl.soap12, 'binding').map((node) => attribute(node, '', 'transport'))
  if (!transport.includes(wsdl.httpTransport)) return skip(warn, mexWarnings.noSoapTransport)
  const trustVersion = versionOf(action)
  return trustVersion === undefined ? [] : [{ name, policyId: policyId.slice(1), trustVersion }]
}

function versionOf(action: string): MexEndpoint['trustVersion'] | undefined {
  if (action === wsTrust.wst200512.requestAction) return '13'
  return action === wsTrust.wst200502.requestAction ? '2005' : undefined
}

function readPort(
  port: XmlElement,
  bindings: readonly Binding[],
  policies: ReadonlyMap<string, MexEndpoint['credential'] | undefined>,
  warn: Warn,
): MexEndpoint[] {
  const bindingName = attribute(port, '', 'binding')
  if (!bindingName) return skip(warn, mexWarnings.noBindingInPort)
  const url = addressOf(port)
  if (!url) return skip(warn, mexWarnings.noAddress)
  if (!url.toLowerCase().startsWith('https://')) return skip(warn, mexWarnings.insecureAddress)
  const binding = bindings.find((candidate) => candidate.name === bindingName.replace(/^[^:]*:/, ''))
  const credential = binding && policies.get(binding.policyId)
  return binding && credential ? [{ trustVersion: binding.trustVersion, credential, url }] : []
}

function addressOf(port: XmlElement): string | undefined {
  const reference = children(port, wsAddressing.namespace, 'EndpointReference')[0]
  const address = reference && children(reference, wsAddressing.namespace, 'Address')[0]
  const [text] = address?.children ?? []
  return typeof text === 'string' ? text.trim() : undefined
}

function skip(warn: Warn, hresult: string): [] {
  warn(hresult)
  return []
}
