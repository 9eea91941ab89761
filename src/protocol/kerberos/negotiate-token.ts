/**
 * The bytes after `Authorization: Negotiate`. In: untrusted bytes. Out: which mechanism they carry and, for Kerberos, the
 * inner GSS token; and, the other way round, our answer to an accepted one. One leg only: a first message is read, never a
 * second. Nothing is verified here. [RFC4178 §4.2] [RFC2743 §3.1] [MS-SPNG §3.1.5.2]
 */

import { IdpError } from '../../errors.ts'
import { type MechanismName, mechanismOids } from '../names/kerberos.ts'
import {
  applicationTag,
  contextTag,
  derTags,
  getDerField,
  listDerElements,
  oidFromContent,
  parseDerElement,
  parseDerFields,
  parseDerOctets,
  serializeDer,
  serializeOid,
  takeDerElement,
} from './der.ts'

export interface NegotiateToken {
  /** What the token inside is, by its own first bytes; undefined when there is none or we do not know it. */
  readonly mechanism: MechanismName | undefined
  /** The mechanisms the client offers, in its order, as object identifiers; empty when there is no SPNEGO around the token. */
  readonly offered: readonly string[]
  /** The mechanism's own token, e.g. a Kerberos GSS token with its header. */
  readonly mechanismToken: Uint8Array | undefined
}

const ntlmSignature = Buffer.from('NTLMSSP\0', 'latin1')
const negoexSignature = Buffer.from('NEGOEXTS', 'latin1')
const acceptCompleted = Uint8Array.of(derTags.enumerated, 1, 0)

/** Reads a first Negotiate token: SPNEGO, plain Kerberos, or raw NTLM. Throws KERBEROS_DER_INVALID, KERBEROS_NEGOTIATE_NOT_FIRST. */
export function parseNegotiateToken(bytes: Uint8Array): NegotiateToken {
  if (bytes[0] === contextTag(1)) throw new IdpError('KERBEROS_NEGOTIATE_NOT_FIRST')
  if (bytes[0] !== applicationTag(0)) return { mechanism: mechanismOfToken(bytes), offered: [], mechanismToken: bytes }
  const { content } = parseDerElement(bytes, applicationTag(0))
  const { element, rest } = takeDerElement(content, derTags.oid)
  if (oidFromContent(element.content) === mechanismOids.spnego) return parseNegTokenInit(rest)
  return { mechanism: mechanismOfToken(bytes), offered: [], mechanismToken: bytes }
}

/**
 * NegTokenResp `accept-completed`, carrying the mechanism's reply. [RFC4178 §4.2.2]
 * supportedMech is the client's first choice, the only one we accept, so no mechListMIC is due. [RFC4178 §5]
 */
export function serializeNegotiateReply(supportedMechanism: string, mechanismReply: Uint8Array): Uint8Array {
  const fields = [
    serializeDer(contextTag(0), acceptCompleted),
    serializeDer(contextTag(1), serializeOid(supportedMechanism)),
    ...(mechanismReply.length > 0
      ? [serializeDer(contextTag(2), serializeDer(derTags.octetString, mechanismReply))]
      : []),
  ]
  return serializeDer(contextTag(1), serializeDer(derTags.sequence, ...fields))
}

function parseNegTokenInit(bytes: Uint8Array): NegotiateToken {
  const choice = parseDerElement(bytes, contextTag(0))
  const fields = parseDerFields(parseDerElement(choice.content, derTags.sequence).content)
  const offered = listDerElements(parseDerElement(getDerField(fields, 0), derTags.sequence).content).map(
    ({ tag, content }) => {
      if (tag !== derTags.oid)
        throw new IdpError('KERBEROS_DER_INVALID', { observed: 'mechanism list of another type' })
      return oidFromContent(content)
    },
  )
  const wrapped = fields.get(2)
  if (wrapped === undefined) return { mechanism: undefined, offered, mechanismToken: undefined }
  const mechanismToken = parseDerOctets(wrapped)
  return { mechanism: mechanismOfToken(mechanismToken), offered, mechanismToken }
}

function mechanismOfToken(bytes: Uint8Array): MechanismName | undefined {
  if (startsWith(bytes, ntlmSignature)) return 'ntlm'
  if (startsWith(bytes, negoexSignature)) return 'negoex'
  if (bytes[0] !== applicationTag(0)) return undefined
  const { content } = parseDerElement(bytes, applicationTag(0))
  const oid = oidFromContent(takeDerElement(content, derTags.oid).element.content)
  return (Object.keys(mechanismOids) as MechanismName[]).find((name) => mechanismOids[name] === oid)
}

function startsWith(bytes: Uint8Array, signature: Uint8Array): boolean {
  return Buffer.compare(bytes.subarray(0, signature.length), signature) === 0
}
