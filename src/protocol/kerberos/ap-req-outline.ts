/**
 * The outer layer of a Kerberos GSS token: what an AP-REQ and its ticket say without any key. [RFC4121 §4.1] [RFC4120 §5.5.1]
 * In: untrusted bytes. Out: the ticket's realm, service name, encryption type and key version.
 * For diagnosis and for choosing the keytab only: nothing here is verified, and nobody is identified by it.
 */

import { IdpError } from '../../errors.ts'
import { mechanismOids, messageTypes } from '../names/kerberos.ts'
import {
  applicationTag,
  derTags,
  getDerField,
  listDerElements,
  oidFromContent,
  parseDerElement,
  parseDerFields,
  parseDerInteger,
  parseDerString,
  takeDerElement,
} from './der.ts'

export interface ApReqOutline {
  /** The realm of the service, i.e. of the KDC that made the ticket; not the client's. */
  readonly ticketRealm: string
  readonly serviceName: readonly string[]
  readonly ticketEncryptionType: number
  /** Absent where the KDC does not say. */
  readonly keyVersion: number | undefined
}

const kerberosVersion = 5
/** TOK_ID of a KRB_AP_REQ in a GSS token. [RFC4121 §4.1] */
const apReqTokenId = 0x0100
/** Both spellings that arrive; a ticket to a user account (user-to-user) is not one of them. */
const kerberosOids: readonly string[] = [mechanismOids.kerberos, mechanismOids.kerberosMicrosoftLegacy]

/** Throws KERBEROS_DER_INVALID for anything but a Kerberos GSS token that holds an AP-REQ. */
export function parseApReqOutline(gssToken: Uint8Array): ApReqOutline {
  const { content } = parseDerElement(gssToken, applicationTag(0))
  const { element: oid, rest } = takeDerElement(content, derTags.oid)
  if (!kerberosOids.includes(oidFromContent(oid.content))) throw invalid('the token is not Kerberos')
  if (rest.length < 2 || (rest[0] ?? 0) * 256 + (rest[1] ?? 0) !== apReqTokenId)
    throw invalid('the token is not an AP-REQ')
  const message = parseDerElement(rest.subarray(2), applicationTag(messageTypes.apReq))
  const fields = parseDerFields(parseDerElement(message.content, derTags.sequence).content)
  expectNumber(fields, 0, kerberosVersion)
  expectNumber(fields, 1, messageTypes.apReq)
  return parseTicket(getDerField(fields, 3))
}

/** Ticket ::= [APPLICATION 1] SEQUENCE { tkt-vno [0], realm [1], sname [2], enc-part [3] } [RFC4120 §5.3] */
function parseTicket(bytes: Uint8Array): ApReqOutline {
  const ticket = parseDerElement(bytes, applicationTag(messageTypes.ticket))
  const fields = parseDerFields(parseDerElement(ticket.content, derTags.sequence).content)
  expectNumber(fields, 0, kerberosVersion)
  const name = parseDerFields(parseDerElement(getDerField(fields, 2), derTags.sequence).content)
  const components = listDerElements(parseDerElement(getDerField(name, 1), derTags.sequence).content)
  const encrypted = parseDerFields(parseDerElement(getDerField(fields, 3), derTags.sequence).content)
  const keyVersion = encrypted.get(1)
  return {
    ticketRealm: parseDerString(getDerField(fields, 1)),
    serviceName: components.map(({ tag, content }) => parseNameComponent(tag, content)),
    ticketEncryptionType: parseDerInteger(getDerField(encrypted, 0)),
    keyVersion: keyVersion === undefined ? undefined : parseDerInteger(keyVersion) >>> 0,
  }
}

function parseNameComponent(tag: number, content: Uint8Array): string {
  if (tag !== derTags.generalString) throw invalid('a name component of another type')
  return Buffer.from(content).toString('utf8')
}

function expectNumber(fields: ReadonlyMap<number, Uint8Array>, field: number, expected: number): void {
  const observed = parseDerInteger(getDerField(fields, field))
  if (observed !== expected) throw invalid(`${observed} in field [${field}] where ${expected} belongs`)
}

function invalid(observed: string): IdpError {
  return new IdpError('KERBEROS_DER_INVALID', { observed })
}
