import type { Element } from '@xmldom/xmldom'
import {
  attributeOf,
  childrenOf,
  type FoundEndpoint,
  type FoundEndpoints,
  httpTransport,
  type MexReader,
  parseDocument,
  versionOf,
} from './dom.ts'

// MSAL Go matches local names only, takes the last of elements it expects once, and speaks 1.3 only. Its TransportBinding counts
// when it declares the prefix `sp` on itself. An action it does not know is an error, an empty address too.

/** As it is meant: the policy says the credential. */
export const msalGo: MexReader = (text) => read(text, kindOf)

/** As it is in some releases: every policy is taken for one of passwords, so the first port of the best version is. */
export const msalGoWithoutKinds: MexReader = (text) => read(text, () => 'password')

type Kind = keyof FoundEndpoints

function read(text: string, kindOfPolicy: (policy: Element) => Kind | undefined): FoundEndpoints {
  const root = parseDocument(text)
  const policies = new Map(many(root, 'Policy').map((policy) => [`#${idOf(policy)}`, kindOfPolicy(policy)]))
  const bindings = new Map<string, { kind: Kind; version: FoundEndpoint['version'] }>()
  for (const binding of many(root, 'binding')) {
    const kind = policies.get(attributeOf(last(binding, 'PolicyReference'), 'URI') ?? '')
    if (kind === undefined || attributeOf(last(binding, 'binding'), 'transport') !== httpTransport) continue
    const operation = last(binding, 'operation')
    const version = versionOf(attributeOf(operation && last(operation, 'operation'), 'soapAction'))
    if (version === undefined) throw new Error('found unknown spec version in mex document')
    bindings.set(attributeOf(binding, 'name') ?? '', { kind, version })
  }
  const found: { password: FoundEndpoint | undefined; windows: FoundEndpoint | undefined } = {
    password: undefined,
    windows: undefined,
  }
  const service = last(root, 'service')
  for (const port of service === undefined ? [] : many(service, 'port')) {
    const binding = bindings.get((attributeOf(port, 'binding') ?? '').replace(/^[^:]*:/, ''))
    if (binding === undefined) continue
    const reference = last(port, 'EndpointReference')
    const address = (reference && last(reference, 'Address'))?.textContent?.trim() ?? ''
    if (address === '') throw new Error('MexDocument cannot have blank URL endpoint')
    const known = found[binding.kind]
    if (known === undefined || (known.version === '2005' && binding.version === '13'))
      found[binding.kind] = { address, version: binding.version }
  }
  return found
}

function kindOf(policy: Element): Kind | undefined {
  const one = last(policy, 'ExactlyOne')
  const all = one && last(one, 'All')
  if (all === undefined) return undefined
  if (last(all, 'NegotiateAuthentication') !== undefined) return 'windows'
  const declaresSp = last(all, 'TransportBinding')?.hasAttribute('xmlns:sp') ?? false
  const tokens = last(all, 'SignedEncryptedSupportingTokens') ?? last(all, 'SignedSupportingTokens')
  const path = ['Policy', 'UsernameToken', 'Policy', 'WssUsernameToken10']
  const leaf = path.reduce<Element | undefined>((el, local) => el && last(el, local), tokens)
  return leaf !== undefined && declaresSp ? 'password' : undefined
}

function idOf(policy: Element): string {
  return Array.from(policy.attributes).find((attribute) => attribute.localName === 'Id')?.value ?? ''
}

function many(el: Element, local: string): Element[] {
  return childrenOf(el).filter((child) => child.localName === local)
}

function last(el: Element, local: string): Element | undefined {
  return many(el, local).at(-1)
}
