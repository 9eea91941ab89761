/**
 * The dialect of WS-Trust 1.3: the final response stands in a collection of one. [WSTrust13 §4.3]
 * In and out: elements of a response (untrusted when read). MSAL.NET and MSAL Go give up without the collection.
 */

import { wsTrust } from '../names/ws-trust.ts'
import { getChild, isElement } from '../xml/read-xml.ts'
import { element } from '../xml/xml-element.ts'
import type { TrustDialect } from './trust-dialect.ts'

const { namespace } = wsTrust.wst200512

export const wst200512: TrustDialect = {
  version: '13',
  names: wsTrust.wst200512,
  prefix: 'trust',
  wrapResponse: (response) => element('trust', namespace, 'RequestSecurityTokenResponseCollection', [], response),
  unwrapResponse: (content) =>
    isElement(content, namespace, 'RequestSecurityTokenResponseCollection')
      ? getChild(content, namespace, 'RequestSecurityTokenResponse')
      : undefined,
}
