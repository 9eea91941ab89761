/**
 * Takes Kerberos out of a Negotiate token and refuses everything else by name, before GSSAPI sees a byte.
 * In: untrusted bytes. Out: the Kerberos token that the client put first, still unverified. [RFC4178 §4.2.1] [RFC4559 §4]
 */

import { type ErrorCode, IdpError } from '../../errors.ts'
import { parseNegotiateToken } from '../../protocol/kerberos/negotiate-token.ts'
import { type MechanismName, mechanismOids } from '../../protocol/names/kerberos.ts'

export interface KerberosOffer {
  readonly kerberosToken: Uint8Array
  /** The mechanism as the client named it in SPNEGO, to be named in the answer; undefined when there is no SPNEGO. */
  readonly offeredMechanism: string | undefined
}

const kerberosOids: readonly string[] = [mechanismOids.kerberos, mechanismOids.kerberosMicrosoftLegacy]

const refusals: Readonly<Partial<Record<MechanismName, ErrorCode>>> = {
  ntlm: 'AUTHENTICATE_NTLM',
  negoex: 'AUTHENTICATE_NEGOEX',
}

/** Throws AUTHENTICATE_NTLM, AUTHENTICATE_NEGOEX, AUTHENTICATE_NOT_KERBEROS and what the reader throws. */
export function acceptKerberosOffer(token: Uint8Array): KerberosOffer {
  const { mechanism, offered, mechanismToken } = parseNegotiateToken(token)
  const [first] = offered
  const facts = { mechanism: mechanism ?? 'no token', offered: offered.map(mechanismText) }
  if (mechanism !== 'kerberos' || mechanismToken === undefined)
    throw new IdpError((mechanism && refusals[mechanism]) ?? 'AUTHENTICATE_NOT_KERBEROS', facts)
  // A token belongs to the first mechanism of the list; another order would need a second message. [RFC4178 §4.2.1]
  if (first !== undefined && !kerberosOids.includes(first)) throw new IdpError('AUTHENTICATE_NOT_KERBEROS', facts)
  return { kerberosToken: mechanismToken, offeredMechanism: first }
}

function mechanismText(oid: string): string {
  return Object.entries(mechanismOids).find(([, known]) => known === oid)?.[0] ?? oid
}
