/**
 * The WS-Addressing headers of a request or reply [WSAddr10 §3.2].
 * In: header blocks (untrusted). Out: their texts without surrounding blanks, or undefined for one that is absent or empty.
 * Not verified: none of these says who the caller is; whether an Action or MessageID is acceptable is for the reader.
 */

import { IdpError } from '../../errors.ts'
import { soap } from '../names/soap.ts'
import { wsAddressing } from '../names/ws-addressing.ts'
import { child, isElement, textOf } from '../xml/read-xml.ts'
import { element, qualified, type XmlElement } from '../xml/xml-element.ts'

export interface Addressing {
  readonly action: string | undefined
  readonly messageId: string | undefined
  readonly relatesTo: string | undefined
  /** The address inside ReplyTo. */
  readonly replyTo: string | undefined
  readonly to: string | undefined
}

export const noAddressing: Addressing = {
  action: undefined,
  messageId: undefined,
  relatesTo: undefined,
  replyTo: undefined,
  to: undefined,
}

/** Throws XML_ELEMENT_REPEATED for a header that stands twice [WSAddrSOAP §3.2]. */
export function parseAddressing(headers: readonly XmlElement[]): Addressing {
  const replyTo = findHeader(headers, wsAddressing.namespace, 'ReplyTo')
  return {
    action: uriOf(findHeader(headers, wsAddressing.namespace, 'Action')),
    // DEVIATES [WSAddr10 §3.2]: MSAL Go, MSAL Java and ADAL write messageID.
    messageId: uriOf(findHeader(headers, wsAddressing.namespace, 'MessageID', 'messageID')),
    relatesTo: uriOf(findHeader(headers, wsAddressing.namespace, 'RelatesTo')),
    replyTo: replyTo && uriOf(child(replyTo, wsAddressing.namespace, 'Address')),
    to: uriOf(findHeader(headers, wsAddressing.namespace, 'To')),
  }
}

/** In the order in which AD FS and the clients write them; Action and To must be understood. */
export function buildAddressing(addressing: Addressing): readonly XmlElement[] {
  const { action, messageId, relatesTo, replyTo, to } = addressing
  const must = [qualified('s', soap.namespace, 'mustUnderstand', '1')]
  const blocks = [
    action === undefined ? undefined : addressingElement('Action', must, action),
    messageId === undefined ? undefined : addressingElement('MessageID', [], messageId),
    relatesTo === undefined ? undefined : addressingElement('RelatesTo', [], relatesTo),
    replyTo === undefined ? undefined : addressingElement('ReplyTo', [], addressingElement('Address', [], replyTo)),
    to === undefined ? undefined : addressingElement('To', must, to),
  ]
  return blocks.filter((block) => block !== undefined)
}

/** Whether a MessageID is an absolute IRI and may go into RelatesTo; Windows may send a bare number [WSAddr10 §3.2]. */
export function isMessageId(text: string): boolean {
  return text.length <= 256 && /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`\p{Cc}]+$/u.test(text)
}

/** The one header block of that name, whichever of its spellings. */
export function findHeader(
  headers: readonly XmlElement[],
  namespace: string,
  ...spellings: readonly string[]
): XmlElement | undefined {
  const found = headers.filter((block) => spellings.some((local) => isElement(block, namespace, local)))
  if (found.length > 1) throw new IdpError('XML_ELEMENT_REPEATED', { element: spellings[0], parent: 'Header' })
  return found[0]
}

/** The text of an element whose type is anyURI: blanks around it do not count [XSD2 §3.2.17]. */
export function uriOf(el: XmlElement | undefined): string | undefined {
  if (el === undefined) return undefined
  const text = textOf(el).trim()
  return text === '' ? undefined : text
}

function addressingElement(
  local: string,
  attributes: Parameters<typeof element>[3],
  content: string | XmlElement,
): XmlElement {
  return element('a', wsAddressing.namespace, local, attributes, content)
}
