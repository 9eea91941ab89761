/**
 * WS-Trust requests and responses, in the two versions Windows and the Microsoft clients speak. This folder knows no transport, no
 * application and no credential. A dialect is what differs between the versions; wst-200502.ts and wst-200512.ts are the two,
 * and everything else here is written once for both. [WSTrust13 §3, §4] [WSTrust0502 §5]
 */

import type { wsTrust } from '../names/ws-trust.ts'
import type { XmlElement } from '../xml/xml-element.ts'

/** As the last-but-one part of an endpoint's address names it. */
export type TrustVersion = '2005' | '13'

export interface TrustDialect {
  readonly version: TrustVersion
  readonly names: (typeof wsTrust)[keyof typeof wsTrust]
  /** The prefix AD FS writes. */
  readonly prefix: string
  /** Puts the one RequestSecurityTokenResponse into what stands in the Body. */
  wrapResponse(response: XmlElement): XmlElement
  /** Takes it out again; undefined when this is not how the version wraps it. */
  unwrapResponse(content: XmlElement): XmlElement | undefined
}
