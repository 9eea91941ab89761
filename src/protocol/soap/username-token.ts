/**
 * The UsernameToken of a Security header: a user name and a password in clear, which TLS protects. [WSSUsername11 §3.1]
 * In: the element (untrusted), or a value. Out: the other. A Nonce and a Created are passed over: with the password itself in the
 * message they prove nothing. Not verified: that anybody has this name, or this password.
 */

import { IdpError } from '../../errors.ts'
import { Secret } from '../../secret.ts'
import { wsSecurity } from '../names/ws-security.ts'
import { attribute, getChild, textOf } from '../xml/read-xml.ts'
import { element, type XmlElement } from '../xml/xml-element.ts'

export interface UsernameToken {
  /** As it stands, blanks included. */
  readonly username: string
  readonly password: Secret
}

/** Throws SOAP_PASSWORD_DIGEST, SOAP_PASSWORD_TYPE, XML_ELEMENT_MISSING, XML_ELEMENT_REPEATED, XML_TEXT_EXPECTED. */
export function parseUsernameToken(token: XmlElement): UsernameToken {
  const username = textOf(getChild(token, wsSecurity.extension, 'Username'))
  const password = getChild(token, wsSecurity.extension, 'Password')
  requirePasswordText(attribute(password, '', 'Type')?.trim())
  return { username, password: new Secret(textOf(password)) }
}

/** No Microsoft client writes a Type; without one it is text. */
function requirePasswordText(type: string | undefined): void {
  if (type === undefined || type === wsSecurity.passwordText) return
  if (type === wsSecurity.passwordDigest) throw new IdpError('SOAP_PASSWORD_DIGEST')
  throw new IdpError('SOAP_PASSWORD_TYPE', { observed: type.slice(0, 200) })
}

/** For clients. The element holds the password: it is for a request over TLS only. */
export function buildUsernameToken({ username, password }: UsernameToken): XmlElement {
  return element(
    'o',
    wsSecurity.extension,
    'UsernameToken',
    [],
    element('o', wsSecurity.extension, 'Username', [], username),
    element('o', wsSecurity.extension, 'Password', [], password.reveal()),
  )
}
