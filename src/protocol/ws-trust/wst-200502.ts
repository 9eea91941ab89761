/**
 * The dialect of February 2005: a response stands alone in the Body. [WSTrust0502 §5.2]
 * In and out: elements of a response (untrusted when read).
 */

import { wsTrust } from '../names/ws-trust.ts'
import { isElement } from '../xml/read-xml.ts'
import type { TrustDialect } from './trust-dialect.ts'

export const wst200502: TrustDialect = {
  version: '2005',
  names: wsTrust.wst200502,
  prefix: 't',
  wrapResponse: (response) => response,
  unwrapResponse: (content) =>
    isElement(content, wsTrust.wst200502.namespace, 'RequestSecurityTokenResponse') ? content : undefined,
}
