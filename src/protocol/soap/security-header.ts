/**
 * The WS-Security header: its Timestamp, its UsernameToken, and which tokens it carries.
 * In: header blocks (untrusted). Out: a value, or undefined where there is no header. [WSS11 §5, §10]
 * Not verified: no token in it is proved; whether the Timestamp is in time is for the reader.
 */

import { IdpError } from '../../errors.ts'
import { soap } from '../names/soap.ts'
import { wsSecurity } from '../names/ws-security.ts'
import { parseDateTime, serializeDateTime } from '../xml/date-time.ts'
import { child, childElements, isElement, textOf } from '../xml/read-xml.ts'
import { element, qualified, type XmlElement } from '../xml/xml-element.ts'
import { findHeader } from './addressing.ts'
import { buildUsernameToken, parseUsernameToken, type UsernameToken } from './username-token.ts'

export interface SecurityHeader {
  readonly timestamp: Timestamp | undefined
  /** Local names of everything beside the Timestamp, such as `UsernameToken`. */
  readonly tokens: readonly string[]
  readonly usernameToken?: UsernameToken
}

export interface Timestamp {
  readonly created: Date | undefined
  readonly expires: Date | undefined
}

/** An empty header is a header without anything in it. Throws SOAP_TIMESTAMP_MALFORMED, SOAP_PASSWORD_…, XML_…. */
export function parseSecurityHeader(headers: readonly XmlElement[]): SecurityHeader | undefined {
  const header = findHeader(headers, wsSecurity.extension, 'Security')
  if (header === undefined) return undefined
  const timestamp = child(header, wsSecurity.utility, 'Timestamp')
  const usernameToken = child(header, wsSecurity.extension, 'UsernameToken')
  return {
    timestamp: timestamp && { created: timeIn(timestamp, 'Created'), expires: timeIn(timestamp, 'Expires') },
    tokens: childElements(header)
      .filter((token) => !isElement(token, wsSecurity.utility, 'Timestamp'))
      .map((token) => token.local),
    ...(usernameToken === undefined ? {} : { usernameToken: parseUsernameToken(usernameToken) }),
  }
}

/** A header with a Timestamp alone, as AD FS sends it, or with a UsernameToken too, as its clients do. */
export function buildSecurityHeader(timestamp: Timestamp | undefined, usernameToken?: UsernameToken): XmlElement {
  const must = [qualified('s', soap.namespace, 'mustUnderstand', '1')]
  return element(
    'o',
    wsSecurity.extension,
    'Security',
    must,
    timestamp && buildTimestamp(timestamp),
    usernameToken && buildUsernameToken(usernameToken),
  )
}

function buildTimestamp({ created, expires }: Timestamp): XmlElement {
  return element(
    'u',
    wsSecurity.utility,
    'Timestamp',
    [qualified('u', wsSecurity.utility, 'Id', '_0')],
    created && element('u', wsSecurity.utility, 'Created', [], serializeDateTime(created)),
    expires && element('u', wsSecurity.utility, 'Expires', [], serializeDateTime(expires)),
  )
}

function timeIn(timestamp: XmlElement, local: 'Created' | 'Expires'): Date | undefined {
  const el = child(timestamp, wsSecurity.utility, local)
  if (el === undefined) return undefined
  const text = textOf(el)
  const moment = parseDateTime(text)
  if (moment === undefined)
    throw new IdpError('SOAP_TIMESTAMP_MALFORMED', { element: local, observed: text.slice(0, 40) })
  return moment
}
