/**
 * An untrusted Negotiate token becomes a principal, or a refusal that says why.
 * In: a token nobody has looked at. Out: VerifiedPrincipal, bound to an account by the SID of the PAC.
 * [RFC4120 §3.2.3] the receipt rules, kept by GSSAPI; [RFC4178 §4.2] the wrapping; [MS-KILE §3.3.5.6.1] why a name is no identity.
 * Whether the account exists, is enabled and may have a token is not known here: see lookup.
 */

import type { GatewayKerberos } from '../../config/gateway.ts'
import { hostsOfGateway } from '../../config/public-hosts.ts'
import { IdpError } from '../../errors.ts'
import type { AcceptedTicket, Note, Ports, RefusedTicket } from '../../ports.ts'
import { type ApReqOutline, parseApReqOutline } from '../../protocol/kerberos/ap-req-outline.ts'
import { serializeNegotiateReply } from '../../protocol/kerberos/negotiate-token.ts'
import { encryptionTypeName } from '../../protocol/names/kerberos.ts'
import type { CredentialAttempt, NegotiateCredential, VerifiedPrincipal } from '../stages.ts'
import { acceptKerberosOffer, type KerberosOffer } from './accept-kerberos-offer.ts'
import { checkClient } from './check-client.ts'
import { chooseGateway, type KerberosGateway } from './choose-gateway.ts'
import { explainRefusal } from './explain-refusal.ts'

type TicketPorts = Pick<Ports, 'clock' | 'settings' | 'kerberos'>

/** Throws AUTHENTICATE_… and KERBEROS_…; the cause of every refusal is named. */
export async function authenticateTicket(
  { token }: NegotiateCredential,
  request: CredentialAttempt,
  ports: TicketPorts,
  note: Note,
): Promise<VerifiedPrincipal> {
  const offer = acceptKerberosOffer(token)
  const outline = parseApReqOutline(offer.kerberosToken)
  note(outlineFacts(outline))
  const chosen = await chooseGateway(request.application, outline.ticketRealm, ports)
  const { gateway, kerberos } = chosen
  note({ gateway: gateway.id })
  const binding = channelBindingFor(kerberos, request.channelBinding, gateway.id)
  const ticket = await acceptTicket(chosen, offer, outline, binding, ports)
  if (ticket.outcome === 'refused') {
    const heldKeys = await ports.kerberos.heldKeys(gateway)
    throw explainRefusal(ticket, {
      outline,
      heldKeys,
      chosen,
      hosts: hostsOfGateway(ports.settings.current(), chosen.gateway.id),
    })
  }
  if (kerberos.extendedProtection === 'required' && ticket.channelBinding !== 'matched')
    throw new IdpError('AUTHENTICATE_CHANNEL_BINDING_MISSING', { gateway: gateway.id })
  checkClient(ticket, chosen)
  note({ account: ticket.samAccountName, sid: ticket.sid, channelBinding: ticket.channelBinding })
  return {
    gateway,
    kerberosRealm: ticket.client.kerberosRealm,
    samAccountName: ticket.samAccountName,
    objectSid: ticket.sid,
    authentication: { method: 'kerberos', at: ports.clock.now() },
    channelBinding: ticket.channelBinding,
    replyToken: replyFor(offer, ticket.replyToken),
  }
}

/** What the ticket's outer layer shows; for the trace only. */
function outlineFacts(outline: ApReqOutline) {
  return {
    ticketRealm: outline.ticketRealm,
    service: outline.serviceName.join('/'),
    encryptionType: encryptionTypeName(outline.ticketEncryptionType),
    keyVersion: outline.keyVersion,
  }
}

/** What is handed to GSSAPI to compare with the client's binding. [RFC5929 §4] */
function channelBindingFor(kerberos: GatewayKerberos, ours: Uint8Array | undefined, gateway: string) {
  if (kerberos.extendedProtection === 'off') return undefined
  if (kerberos.extendedProtection === 'required' && ours === undefined)
    throw new IdpError('AUTHENTICATE_CHANNEL_BINDING_UNAVAILABLE', { gateway })
  return ours
}

/** One attempt; a second one when the ticket shows a newer key version and the directory had new keys for us. */
async function acceptTicket(
  { gateway }: KerberosGateway,
  { kerberosToken }: KerberosOffer,
  { keyVersion }: ApReqOutline,
  binding: Uint8Array | undefined,
  { kerberos }: TicketPorts,
): Promise<AcceptedTicket | RefusedTicket> {
  const first = await kerberos.accept(gateway, kerberosToken, binding)
  if (first.outcome === 'accepted') return first
  const wanted = first.reason === 'noKeys' ? (keyVersion ?? 0) : keyVersion
  if (wanted === undefined || (first.reason !== 'noKeys' && first.reason !== 'noMatchingKey')) return first
  const hasNewKeys = await kerberos.newerKeySeen(gateway, wanted)
  return hasNewKeys ? kerberos.accept(gateway, kerberosToken, binding) : first
}

/** The client's wrapping decides ours; a plain Kerberos token that asks for no answer gets none. */
function replyFor({ offeredMechanism }: KerberosOffer, mechanismReply: Uint8Array): Uint8Array | undefined {
  if (offeredMechanism !== undefined) return serializeNegotiateReply(offeredMechanism, mechanismReply)
  return mechanismReply.length > 0 ? mechanismReply : undefined
}
