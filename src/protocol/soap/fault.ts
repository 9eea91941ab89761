/**
 * SOAP 1.2 faults as AD FS writes them: Code with a Subcode whose value carries a prefix, and a Reason with its language [SOAP12 §5.4].
 * In: a Body's content (untrusted), or a value. Out: the other. Readers need all of it: MSAL Python crashes without Subcode or Reason,
 * MSAL Java and ADAL Python take the half of the Subcode behind the colon.
 */

import { IdpError } from '../../errors.ts'
import { soap } from '../names/soap.ts'
import { xml } from '../names/xml.ts'
import { child, getAttribute, getChild, isElement, resolveName, textOf } from '../xml/read-xml.ts'
import { declaring, element, qualified, type XmlElement } from '../xml/xml-element.ts'

/** [SOAP12 §5.4.6] */
export const faultCodes = ['VersionMismatch', 'MustUnderstand', 'DataEncodingUnknown', 'Sender', 'Receiver'] as const

export interface SoapFault {
  readonly code: (typeof faultCodes)[number]
  readonly subcode: { readonly namespace: string; readonly local: string } | undefined
  readonly reason: string
  /** Of the reason, such as `en-US`. */
  readonly language: string
}

export function buildFault({ code, subcode, reason, language }: SoapFault): XmlElement {
  return soapElement(
    'Fault',
    soapElement('Code', soapElement('Value', `s:${code}`), subcode && soapElement('Subcode', subcodeValue(subcode))),
    soapElement(
      'Reason',
      element('s', soap.namespace, 'Text', [qualified('xml', xml.namespace, 'lang', language)], reason),
    ),
  )
}

/** Undefined when the element is no fault. Throws SOAP_FAULT_MALFORMED, or an XML_… error for what is missing or doubled. */
export function parseFault(content: XmlElement): SoapFault | undefined {
  if (!isElement(content, soap.namespace, 'Fault')) return undefined
  const codeElement = getChild(content, soap.namespace, 'Code')
  const codeName = nameIn(getChild(codeElement, soap.namespace, 'Value'))
  const code = faultCodes.find((known) => codeName.namespace === soap.namespace && known === codeName.local)
  if (code === undefined) throw new IdpError('SOAP_FAULT_MALFORMED', { observed: codeName.local.slice(0, 80) })
  const subcode = child(codeElement, soap.namespace, 'Subcode')
  const text = getChild(getChild(content, soap.namespace, 'Reason'), soap.namespace, 'Text')
  return {
    code,
    subcode: subcode && nameIn(getChild(subcode, soap.namespace, 'Value')),
    reason: textOf(text),
    language: getAttribute(text, xml.namespace, 'lang'),
  }
}

/** `a` is what AD FS calls the trust namespace here, although `a` means WS-Addressing outside of it. */
function subcodeValue({ namespace, local }: { namespace: string; local: string }): XmlElement {
  return declaring(soapElement('Value', `a:${local}`), 'a', namespace)
}

function nameIn(value: XmlElement): { namespace: string; local: string } {
  const text = textOf(value)
  const name = resolveName(value, text)
  if (name === undefined) throw new IdpError('SOAP_FAULT_MALFORMED', { observed: text.slice(0, 80) })
  return name
}

function soapElement(local: string, ...content: readonly (string | XmlElement | undefined)[]): XmlElement {
  return element('s', soap.namespace, local, [], ...content)
}
