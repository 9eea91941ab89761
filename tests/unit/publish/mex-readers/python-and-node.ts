import type { Element } from '@xmldom/xmldom'
import {
  at,
  attributeOf,
  type FoundEndpoint,
  httpTransport,
  isHttps,
  type MexReader,
  parseDocument,
  prefer13,
  versionOf,
} from './dom.ts'

/**
 * MSAL Python: prefers 1.3; every wsdl:binding in the document must hold soap12:binding and soap12:operation, or it crashes; Windows policies
 * must have a TransportBinding of 2005, whatever their version.
 */
export const msalPython: MexReader = (text) => {
  const root = parseDocument(text)
  const bindings = at(root, 'wsdl:binding').flatMap((binding) => {
    const [soap] = at(binding, 'soap12:binding')
    const [operation] = at(binding, 'wsdl:operation/soap12:operation')
    if (soap === undefined || operation === undefined) throw new Error("'NoneType' object has no attribute 'get'")
    if (attributeOf(soap, 'transport') !== httpTransport) return []
    const uri = attributeOf(at(binding, 'wsp:PolicyReference').at(-1), 'URI')
    return [{ name: attributeOf(binding, 'name'), uri, version: versionOf(attributeOf(operation, 'soapAction')) }]
  })
  const endpoints = (policies: readonly Element[]): FoundEndpoint[] => {
    const ids = policies.map((policy) => `#${attributeOf(policy, 'wsu:Id')}`)
    return at(root, 'wsdl:service/wsdl:port').flatMap((port) => {
      const name = attributeOf(port, 'binding')?.split(':').at(-1)
      const binding = bindings.find((candidate) => candidate.name === name && ids.includes(candidate.uri ?? ''))
      const address = at(port, 'wsa10:EndpointReference/wsa10:Address')[0]?.textContent ?? ''
      return binding?.version === undefined || !isHttps(address) ? [] : [{ address, version: binding.version }]
    })
  }
  const having = (sp: 'sp13' | 'sp2005', leaf: string) =>
    at(root, 'wsp:Policy').filter(
      (policy) =>
        at(policy, `wsp:ExactlyOne/wsp:All/${leaf}`).length > 0 &&
        at(policy, `wsp:ExactlyOne/wsp:All/${sp}:TransportBinding`).length > 0,
    )
  const passwords = [
    ...having(
      'sp13',
      'sp13:SignedEncryptedSupportingTokens/wsp:Policy/sp13:UsernameToken/wsp:Policy/sp13:WssUsernameToken10',
    ),
    ...having(
      'sp2005',
      'sp2005:SignedSupportingTokens/wsp:Policy/sp2005:UsernameToken/wsp:Policy/sp2005:WssUsernameToken10',
    ),
  ]
  return {
    password: prefer13(endpoints(passwords)),
    windows: prefer13(endpoints(having('sp2005', 'http:NegotiateAuthentication'))),
  }
}

/**
 * ADAL for Node and Python, and ADAL in Windows: the same seven defects make them skip a candidate (no address, not https, no binding
 * attribute, no SOAP transport, no SOAP action, no binding name, no PolicyReference URI); if nothing remains it is an error.
 */
export const adal: MexReader = (text) => {
  const root = parseDocument(text)
  const policies = (leaf: string) =>
    at(root, 'wsp:Policy').filter((policy) => at(policy, `wsp:ExactlyOne/wsp:All/${leaf}`).length > 0)
  const passwords = [
    ...policies(
      'sp13:SignedEncryptedSupportingTokens/wsp:Policy/sp13:UsernameToken/wsp:Policy/sp13:WssUsernameToken10',
    ),
    ...policies('sp2005:SignedSupportingTokens/wsp:Policy/sp2005:UsernameToken/wsp:Policy/sp2005:WssUsernameToken10'),
  ]
  return {
    password: candidates(root, passwords, '0xCAA90023'),
    windows: candidates(root, policies('http:NegotiateAuthentication'), '0xCAA90022'),
  }
}

function candidates(root: Element, policies: readonly Element[], nothing: string): FoundEndpoint | undefined {
  const ids = policies.map((policy) => `#${attributeOf(policy, 'wsu:Id')}`)
  const bindings = new Map<string, FoundEndpoint['version']>()
  for (const binding of at(root, 'wsdl:binding')) {
    const uri = attributeOf(at(binding, 'wsp:PolicyReference')[0], 'URI')
    const name = attributeOf(binding, 'name')
    const version = versionOf(attributeOf(at(binding, 'wsdl:operation/soap12:operation')[0], 'soapAction'))
    const transport = attributeOf(at(binding, 'soap12:binding')[0], 'transport')
    if (uri === undefined || name === undefined || version === undefined || transport !== httpTransport) continue
    if (ids.includes(uri)) bindings.set(name, version)
  }
  const found = at(root, 'wsdl:service/wsdl:port').flatMap((port) => {
    const version = bindings.get(attributeOf(port, 'binding')?.split(':')[1] ?? '')
    const address = at(port, 'wsa10:EndpointReference/wsa10:Address')[0]?.textContent ?? ''
    return version === undefined || !isHttps(address) ? [] : [{ address, version }]
  })
  if (found.length === 0) throw new Error(nothing)
  return prefer13(found)
}

/** CloudAP, which gets PRTs: not public; documented is that it needs the address for passwords, and without it fails with 0xC004848B. */
export const cloudAp: MexReader = (text) => {
  try {
    return adal(text)
  } catch (error) {
    throw new Error('0xC004848B', { cause: error })
  }
}
