import type { EndpointCredential, TrustEndpoint, TrustVersion } from '../config/endpoints.ts'
import { wsAddressing } from '../protocol/names/ws-addressing.ts'
import { wsPolicy } from '../protocol/names/ws-policy.ts'
import { wsSecurity } from '../protocol/names/ws-security.ts'
import { element, plain, qualified, type XmlAttribute, type XmlElement } from '../protocol/xml/xml-element.ts'

/**
 * The policy of an endpoint: which credential it takes, in the element tree AD FS publishes and every client was built for.
 * What clients look for: NegotiateAuthentication for Windows sign-in, WssUsernameToken10 for passwords, and a TransportBinding that
 * declares the prefix `sp` itself (MSAL Go). [WSSP12 §7] [WSPolicy12 §3]
 */
export function mexPolicy(endpoint: TrustEndpoint): XmlElement {
  const assertions = credentialAssertions[endpoint.credential](endpoint.trustVersion)
  const all = policyElement('All', ...assertions, element('wsaw', wsAddressing.wsdl, 'UsingAddressing'))
  return element(
    'wsp',
    wsPolicy.namespace,
    'Policy',
    [qualified('wsu', wsSecurity.utility, 'Id', policyId(endpoint))],
    policyElement('ExactlyOne', all),
  )
}

export function policyId(endpoint: TrustEndpoint): string {
  return `${endpoint.bindingName}_policy`
}

const credentialAssertions: Readonly<Record<EndpointCredential, (version: TrustVersion) => readonly XmlElement[]>> = {
  // AD FS writes windowstransport in the vocabulary of 2005 for both versions, and without a Timestamp.
  windowstransport: () => [
    element('http', wsPolicy.http, 'NegotiateAuthentication'),
    transportBinding(vocabulary2005, []),
  ],
  usernamemixed: (version) => {
    const words = version === '13' ? vocabulary13 : vocabulary2005
    return [
      transportBinding(words, [words.assertion('IncludeTimestamp', [])]),
      words.assertion(words.passwordTokens, [], policyElement('Policy', usernameToken(words))),
      words.assertion('EndorsingSupportingTokens', [], policyElement('Policy', words.proofToken, signedTo(words))),
      words.assertion('Wss11', [], alternatives(words, referenceKinds)),
      words.assertion(words.trust, [], alternatives(words, trustOptions)),
    ]
  },
}

/** What differs between the two WS-SecurityPolicy vocabularies. */
interface Vocabulary {
  assertion(local: string, attributes: readonly XmlAttribute[], ...content: readonly XmlElement[]): XmlElement
  /** How tokens are named to be included or not [WSSP12 §5.1.1]. */
  include(how: 'AlwaysToRecipient' | 'Never'): XmlAttribute
  readonly passwordTokens: string
  readonly trust: string
  readonly httpsToken: readonly XmlAttribute[]
  /** Optional: a client may leave it out, and is answered with a bearer token either way. */
  readonly proofToken: XmlElement
}

const optional = qualified('wsp', wsPolicy.namespace, 'Optional', 'true')

const vocabulary2005: Vocabulary = {
  ...words(wsPolicy.securityPolicy200507),
  passwordTokens: 'SignedSupportingTokens',
  trust: 'Trust10',
  httpsToken: [plain('RequireClientCertificate', 'false')],
  proofToken: element('mssp', wsPolicy.microsoftSecurityPolicy, 'RsaToken', [
    words(wsPolicy.securityPolicy200507).include('Never'),
    optional,
  ]),
}

const vocabulary13: Vocabulary = {
  ...words(wsPolicy.securityPolicy200702),
  passwordTokens: 'SignedEncryptedSupportingTokens',
  trust: 'Trust13',
  httpsToken: [],
  proofToken: element('sp', wsPolicy.securityPolicy200702, 'KeyValueToken', [
    words(wsPolicy.securityPolicy200702).include('Never'),
    optional,
  ]),
}

const referenceKinds = ['KeyIdentifier', 'IssuerSerial', 'Thumbprint', 'EncryptedKey'].map(
  (kind) => `MustSupportRef${kind}`,
)
const trustOptions = ['MustSupportIssuedTokens', 'RequireClientEntropy', 'RequireServerEntropy']

function words(namespace: string): Pick<Vocabulary, 'assertion' | 'include'> {
  return {
    assertion: (local, attributes, ...content) => element('sp', namespace, local, attributes, ...content),
    include: (how) => qualified('sp', namespace, 'IncludeToken', `${namespace}/IncludeToken/${how}`),
  }
}

/** [WSSP12 §7.3] */
function transportBinding(words: Vocabulary, more: readonly XmlElement[]): XmlElement {
  const { assertion, httpsToken } = words
  return assertion(
    'TransportBinding',
    [],
    policyElement(
      'Policy',
      assertion('TransportToken', [], policyElement('Policy', assertion('HttpsToken', httpsToken))),
      assertion('AlgorithmSuite', [], alternatives(words, ['Basic256'])),
      assertion('Layout', [], alternatives(words, ['Strict'])),
      ...more,
    ),
  )
}

/** [WSSP12 §5.4.1] */
function usernameToken(words: Vocabulary): XmlElement {
  return words.assertion(
    'UsernameToken',
    [words.include('AlwaysToRecipient')],
    alternatives(words, ['WssUsernameToken10']),
  )
}

function signedTo({ assertion }: Vocabulary): XmlElement {
  const header = [plain('Name', 'To'), plain('Namespace', wsAddressing.namespace)]
  return assertion('SignedParts', [], assertion('Header', header))
}

function alternatives({ assertion }: Vocabulary, names: readonly string[]): XmlElement {
  return policyElement('Policy', ...names.map((name) => assertion(name, [])))
}

function policyElement(local: string, ...content: readonly XmlElement[]): XmlElement {
  return element('wsp', wsPolicy.namespace, local, [], ...content)
}
