import { DOMParser, type Document, type Element } from '@xmldom/xmldom'

// How the clients' rules are written down here: over somebody else's parser, with names written out a second time. Nothing of Joinery's
// own XML or its tables is used to judge Joinery's documents.

/** What a client found: an address and the version it will speak there. */
export interface FoundEndpoint {
  readonly address: string
  readonly version: '2005' | '13'
}

export interface FoundEndpoints {
  readonly password: FoundEndpoint | undefined
  readonly windows: FoundEndpoint | undefined
}

export type MexReader = (text: string) => FoundEndpoints

export const namespaces = {
  http: 'http://schemas.microsoft.com/ws/06/2004/policy/http',
  soap12: 'http://schemas.xmlsoap.org/wsdl/soap12/',
  sp13: 'http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702',
  sp2005: 'http://schemas.xmlsoap.org/ws/2005/07/securitypolicy',
  wsa10: 'http://www.w3.org/2005/08/addressing',
  wsdl: 'http://schemas.xmlsoap.org/wsdl/',
  wsp: 'http://schemas.xmlsoap.org/ws/2004/09/policy',
  wsu: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd',
} as const

export type Prefix = keyof typeof namespaces

export const httpTransport = 'http://schemas.xmlsoap.org/soap/http'
export const action13 = 'http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue'
export const action2005 = 'http://schemas.xmlsoap.org/ws/2005/02/trust/RST/Issue'

export function versionOf(soapAction: string | undefined): FoundEndpoint['version'] | undefined {
  if (soapAction === action13) return '13'
  return soapAction === action2005 ? '2005' : undefined
}

/** The root element; throws what the parser throws, also for its warnings. */
export function parseDocument(text: string): Element {
  const parser = new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`)
    },
  })
  const document: Document = parser.parseFromString(text, 'text/xml')
  if (document.doctype !== null) throw new Error('a DTD is prohibited')
  if (document.documentElement === null) throw new Error('no root')
  return document.documentElement
}

/** All elements at a path of `prefix:local` steps below `from`, as the XPath would find them. */
export function at(from: Element, path: string): Element[] {
  return path.split('/').reduce<Element[]>(
    (found, step) => {
      const [prefix = '', local = ''] = step.split(':')
      const namespace = namespaces[prefix as Prefix]
      return found.flatMap((el) =>
        childrenOf(el).filter((child) => child.namespaceURI === namespace && child.localName === local),
      )
    },
    [from],
  )
}

export function childrenOf(el: Element): Element[] {
  return Array.from(el.childNodes).filter((node): node is Element => node.nodeType === 1)
}

export function attributeOf(el: Element | undefined, name: string): string | undefined {
  return el?.getAttribute(name) ?? undefined
}

export function only<T>(values: readonly T[], what: string): T {
  const [value] = values
  if (value === undefined || values.length > 1) throw new Error(`${values.length} times ${what}`)
  return value
}

/** Prefers 1.3, then whatever came first. */
export function prefer13(found: readonly FoundEndpoint[]): FoundEndpoint | undefined {
  return found.find(({ version }) => version === '13') ?? found[0]
}

export function isHttps(address: string): boolean {
  return address.toLowerCase().startsWith('https://')
}
