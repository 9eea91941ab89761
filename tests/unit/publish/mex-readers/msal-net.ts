import type { Element } from '@xmldom/xmldom'
import {
  action13,
  action2005,
  at,
  attributeOf,
  childrenOf,
  type FoundEndpoint,
  httpTransport,
  type MexReader,
  namespaces,
  parseDocument,
  prefer13,
} from './dom.ts'

/**
 * MSAL.NET: prefers 1.3. Policies and bindings go into dictionaries that throw for a key seen before. UsernameToken is looked for in the
 * vocabulary of 2005 only, even below a 1.3 SignedEncryptedSupportingTokens. Bindings need `prefix:name`; http addresses are taken.
 */
export const msalNet: MexReader = (text) => {
  const root = parseDocument(text)
  const policies = readPolicies(root)
  const bindings = readBindings(root, policies)
  const [service] = at(root, 'wsdl:service')
  if (service === undefined) throw new Error('no service')
  for (const port of at(service, 'wsdl:port')) {
    const [, name] = /^[^:]*:(.*)$/.exec(attributeOf(port, 'binding') ?? '') ?? []
    const policy = bindings.get(name ?? '')
    const address = at(port, 'wsa10:EndpointReference/wsa10:Address')[0]?.textContent ?? ''
    if (policy !== undefined && URL.canParse(address)) policy.address = address
  }
  const found = (kind: Policy['kind']) =>
    prefer13([...policies.values()].filter((policy) => policy.kind === kind).flatMap(endpointOf))
  return { password: found('password'), windows: found('windows') }
}

interface Policy {
  readonly kind: 'password' | 'windows'
  version: FoundEndpoint['version'] | undefined
  address: string | undefined
}

function endpointOf({ address, version }: Policy): FoundEndpoint[] {
  // Version is an enumeration there, whose default is 1.3.
  return address === undefined ? [] : [{ address, version: version ?? '13' }]
}

function readPolicies(root: Element): Map<string, Policy> {
  const policies = new Map<string, Policy>()
  for (const policy of at(root, 'wsp:Policy')) {
    const add = (kind: Policy['kind']): void => {
      const binding = descendants(policy).some(
        (el) => el.localName === 'TransportBinding' && isSecurityPolicy(el.namespaceURI),
      )
      const id = policy.getAttributeNS(namespaces.wsu, 'Id')
      if (binding && id !== null) addNew(policies, `#${id}`, { kind, version: undefined, address: undefined })
    }
    for (const all of at(policy, 'wsp:ExactlyOne/wsp:All')) {
      if (at(all, 'http:NegotiateAuthentication').length > 0) add('windows')
      const tokens = at(all, 'sp13:SignedEncryptedSupportingTokens')[0] ?? at(all, 'sp2005:SignedSupportingTokens')[0]
      if (tokens === undefined) continue
      if (at(tokens, 'wsp:Policy/sp2005:UsernameToken/wsp:Policy/sp2005:WssUsernameToken10').length > 0) add('password')
    }
  }
  if (policies.size === 0) throw new Error('no policy')
  return policies
}

function readBindings(root: Element, policies: ReadonlyMap<string, Policy>): Map<string, Policy> {
  const bindings = new Map<string, Policy>()
  for (const binding of at(root, 'wsdl:binding')) {
    for (const reference of at(binding, 'wsp:PolicyReference')) {
      const policy = policies.get(attributeOf(reference, 'URI') ?? '')
      const action = attributeOf(at(binding, 'wsdl:operation/soap12:operation')[0], 'soapAction')?.toLowerCase()
      const is2005 = action === action2005.toLowerCase()
      if (policy === undefined || (!is2005 && action !== action13.toLowerCase())) continue
      policy.version = is2005 ? '2005' : '13'
      if (attributeOf(at(binding, 'soap12:binding')[0], 'transport') === httpTransport)
        addNew(bindings, attributeOf(binding, 'name') ?? '', policy)
    }
  }
  return bindings
}

function addNew<T>(map: Map<string, T>, key: string, value: T): void {
  if (map.has(key)) throw new Error(`the key ${key} is there already`)
  map.set(key, value)
}

function descendants(el: Element): Element[] {
  return childrenOf(el).flatMap((child) => [child, ...descendants(child)])
}

function isSecurityPolicy(namespace: string | null): boolean {
  return namespace === namespaces.sp13 || namespace === namespaces.sp2005
}
