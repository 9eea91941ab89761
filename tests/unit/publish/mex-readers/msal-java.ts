import type { Element } from '@xmldom/xmldom'
import {
  at,
  attributeOf,
  type FoundEndpoint,
  httpTransport,
  isHttps,
  type MexReader,
  parseDocument,
  versionOf,
} from './dom.ts'

// MSAL Java: prefers 1.3; the policy's id must be written with the literal prefix `wsu`; a port of a matched binding without an address
// throws. The prefix map of its XPath is static, and `sp` means 2005 for ever after the first search for a password endpoint.

/** The first time in a process. */
export const msalJava: MexReader = (text) => read(text, true)

/** Every time after: 1.3 policies for passwords are not seen any more. */
export const msalJavaLater: MexReader = (text) => read(text, false)

function read(text: string, sees13: boolean) {
  const root = parseDocument(text)
  const below = (leaf: string) => at(root, `wsp:Policy/wsp:ExactlyOne/wsp:All/${leaf}`)
  const password2005 = below(
    'sp2005:SignedSupportingTokens/wsp:Policy/sp2005:UsernameToken/wsp:Policy/sp2005:WssUsernameToken10',
  )
  const password13 = sees13
    ? below('sp13:SignedEncryptedSupportingTokens/wsp:Policy/sp13:UsernameToken/wsp:Policy/sp13:WssUsernameToken10')
    : []
  return {
    password: select(root, [...password13, ...password2005].map((leaf) => policyOf(leaf, 7)).filter(hasTransport)),
    windows: select(
      root,
      below('http:NegotiateAuthentication').map((leaf) => policyOf(leaf, 3)),
    ),
  }
}

function policyOf(leaf: Element, levels: number): Element {
  let el: Element = leaf
  for (let level = 0; level < levels; level += 1) el = el.parentNode as Element
  return el
}

function hasTransport(policy: Element): boolean {
  return ['sp13', 'sp2005'].some((sp) => at(policy, `wsp:ExactlyOne/wsp:All/${sp}:TransportBinding`).length > 0)
}

function select(root: Element, policies: readonly Element[]): FoundEndpoint | undefined {
  const ids = policies.map((policy) => `#${attributeOf(policy, 'wsu:Id') ?? 'null'}`)
  const bindings = new Map<string, { uri: string; version: FoundEndpoint['version'] }>()
  for (const binding of at(root, 'wsdl:binding')) {
    for (const reference of at(binding, 'wsp:PolicyReference')) {
      const uri = attributeOf(reference, 'URI') ?? ''
      const version = versionOf(attributeOf(at(binding, 'wsdl:operation/soap12:operation')[0], 'soapAction'))
      const transport = attributeOf(at(binding, 'soap12:binding')[0], 'transport')
      if (ids.includes(uri) && version !== undefined && transport === httpTransport)
        bindings.set(attributeOf(binding, 'name') ?? '', { uri, version })
    }
  }
  const found = new Map<string, FoundEndpoint>()
  for (const port of at(root, 'wsdl:service/wsdl:port')) {
    const binding = bindings.get(attributeOf(port, 'binding')?.split(':').at(-1) ?? '')
    if (binding === undefined || found.has(binding.uri)) continue
    const address = at(port, 'wsa10:EndpointReference/wsa10:Address')[0]?.textContent
    if (address === undefined || address === null)
      throw new Error('Error parsing WSTrustResponse: No address nodes on port')
    if (isHttps(address)) found.set(binding.uri, { address: address.trim(), version: binding.version })
  }
  const last = (version: string) => [...found.values()].filter((endpoint) => endpoint.version === version).at(-1)
  return last('13') ?? last('2005')
}
