/**
 * SOAP 1.2 messages, their WS-Addressing and WS-Security headers and their faults. This folder knows nothing of what a Body means.
 * In: the root of a parsed document (untrusted). Out: the header blocks and the one element of the Body, and back. [SOAP12 §5.1]
 * Not verified here: any header's content; header blocks that must be understood are for `requireUnderstood`.
 */

import { IdpError } from '../../errors.ts'
import { soap } from '../names/soap.ts'
import { attribute, child, childElements, getChild, isElement } from '../xml/read-xml.ts'
import { element, type XmlElement } from '../xml/xml-element.ts'

export interface SoapEnvelope {
  /** The header blocks, in order. */
  readonly headers: readonly XmlElement[]
  /** The only child of Body. */
  readonly content: XmlElement
}

/** Throws SOAP_NOT_AN_ENVELOPE, SOAP_VERSION_UNSUPPORTED, SOAP_BODY_NOT_ONE, or an XML_… error. */
export function parseEnvelope(root: XmlElement): SoapEnvelope {
  if (!isElement(root, soap.namespace, 'Envelope')) throw notAnEnvelope(root)
  const header = child(root, soap.namespace, 'Header')
  const contents = childElements(getChild(root, soap.namespace, 'Body'))
  const [content] = contents
  if (content === undefined || contents.length > 1) throw new IdpError('SOAP_BODY_NOT_ONE', { count: contents.length })
  return { headers: header === undefined ? [] : childElements(header), content }
}

/** The tree to serialize, with prefix `s` as AD FS and its clients write it. */
export function buildEnvelope({ headers, content }: SoapEnvelope): XmlElement {
  const header = headers.length === 0 ? undefined : element('s', soap.namespace, 'Header', [], ...headers)
  return element('s', soap.namespace, 'Envelope', [], header, element('s', soap.namespace, 'Body', [], content))
}

/**
 * [SOAP12 §5.2.3] A block for us that must be understood and is in none of the vocabularies we know: throws
 * SOAP_HEADER_NOT_UNDERSTOOD, because ignoring it would answer something else than was asked.
 */
export function requireUnderstood(headers: readonly XmlElement[], knownNamespaces: readonly string[]): void {
  for (const block of headers) {
    if (knownNamespaces.includes(block.namespace) || !isForUs(block)) continue
    const must = attribute(block, soap.namespace, 'mustUnderstand')?.trim()
    if (must === '1' || must === 'true')
      throw new IdpError('SOAP_HEADER_NOT_UNDERSTOOD', {
        header: block.local.slice(0, 80),
        namespace: block.namespace.slice(0, 200),
      })
  }
}

/** [SOAP12 §2.2] We are the ultimate receiver, and the next one; blocks for other roles are not ours. */
function isForUs(block: XmlElement): boolean {
  const role = attribute(block, soap.namespace, 'role')?.trim() ?? ''
  return ['', `${soap.namespace}/role/ultimateReceiver`, `${soap.namespace}/role/next`].includes(role)
}

function notAnEnvelope(root: XmlElement): IdpError {
  const facts = { element: root.local.slice(0, 80), namespace: root.namespace.slice(0, 200) }
  return new IdpError(root.local === 'Envelope' ? 'SOAP_VERSION_UNSUPPORTED' : 'SOAP_NOT_AN_ENVELOPE', facts)
}
