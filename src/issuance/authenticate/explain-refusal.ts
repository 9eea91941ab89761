/**
 * Turns a refused ticket into the error whose remedy helps. In: GSSAPI's reason, the ticket's outer layer (untrusted, and read
 * for this purpose only) and the keys we hold. Out: an IdpError; nothing is decided here, the ticket is refused already.
 * [RFC4120 §3.2.3] the receipt rules; [RFC4120 §7.5.9] the error numbers behind the reasons.
 */

import { servicePrincipalNames } from '../../config/service-principal-names.ts'
import { type ErrorCode, type Facts, IdpError } from '../../errors.ts'
import type { HeldServiceKey, RefusedTicket } from '../../ports.ts'
import type { ApReqOutline } from '../../protocol/kerberos/ap-req-outline.ts'
import { encryptionTypeName, encryptionTypes, type TicketRefusal } from '../../protocol/names/kerberos.ts'
import type { KerberosGateway } from './choose-gateway.ts'

export interface RefusalEvidence {
  readonly outline: ApReqOutline
  readonly heldKeys: readonly HeldServiceKey[]
  readonly chosen: KerberosGateway
  readonly hosts: readonly string[]
}

/** A table: reasons that speak for themselves. */
const codeOfReason: Readonly<Record<Exclude<TicketRefusal, 'noMatchingKey' | 'noKeys'>, ErrorCode>> = {
  clockSkew: 'AUTHENTICATE_CLOCK_SKEW',
  replay: 'AUTHENTICATE_REPLAY',
  ticketExpired: 'AUTHENTICATE_TICKET_EXPIRED',
  ticketNotYetValid: 'AUTHENTICATE_TICKET_NOT_YET_VALID',
  channelBinding: 'AUTHENTICATE_CHANNEL_BINDING_MISMATCH',
  moreMessages: 'AUTHENTICATE_MORE_MESSAGES',
  malformed: 'AUTHENTICATE_TOKEN_MALFORMED',
  pacMissing: 'AUTHENTICATE_PAC_MISSING',
  other: 'AUTHENTICATE_KERBEROS_FAILED',
}

const weakTypes: readonly number[] = [
  encryptionTypes['rc4-hmac'],
  encryptionTypes['des-cbc-crc'],
  encryptionTypes['des-cbc-md5'],
]

export function explainRefusal({ reason, text }: RefusedTicket, evidence: RefusalEvidence): IdpError {
  const code =
    reason === 'noMatchingKey'
      ? codeOfMissingKey(evidence)
      : reason === 'noKeys'
        ? codeOfNoKeys(evidence.outline)
        : codeOfReason[reason]
  return new IdpError(code, { ...facts(evidence), text })
}

/** Which property of the ticket no held key has, the plainest first. */
function codeOfMissingKey({ outline, heldKeys, chosen, hosts }: RefusalEvidence): ErrorCode {
  const sameType = heldKeys.filter(({ encryptionType }) => encryptionType === outline.ticketEncryptionType)
  if (sameType.length === 0)
    return weakTypes.includes(outline.ticketEncryptionType)
      ? 'AUTHENTICATE_TICKET_RC4'
      : 'AUTHENTICATE_TICKET_ENCRYPTION'
  const services = servicePrincipalNames(chosen.kerberos, hosts).map((name) => name.toLowerCase())
  if (!services.includes(outline.serviceName.join('/').toLowerCase())) return 'AUTHENTICATE_WRONG_SERVICE'
  const versions = ofAccountInForce(sameType).map(({ keyVersion }) => keyVersion)
  if (outline.keyVersion !== undefined && outline.keyVersion > Math.max(...versions))
    return 'AUTHENTICATE_KEY_VERSION_NEWER'
  if (outline.keyVersion !== undefined && !versions.includes(outline.keyVersion)) return 'AUTHENTICATE_KEY_VERSION_OLD'
  return 'AUTHENTICATE_KEY_MISMATCH'
}

/** Key versions of an account that the gateway had before count from another start. */
function ofAccountInForce(heldKeys: readonly HeldServiceKey[]): readonly HeldServiceKey[] {
  const inForce = heldKeys.find(({ current }) => current)?.principal
  return heldKeys.filter(({ principal }) => principal === inForce)
}

/** Without any key an RC4 ticket still shows the likeliest cause: the account has no AES. */
function codeOfNoKeys(outline: ApReqOutline): ErrorCode {
  return weakTypes.includes(outline.ticketEncryptionType) ? 'AUTHENTICATE_TICKET_RC4' : 'AUTHENTICATE_KEYS_UNAVAILABLE'
}

function facts({ outline, heldKeys, chosen, hosts }: RefusalEvidence): Facts {
  return {
    gateway: chosen.gateway.id,
    account: chosen.kerberos.serviceAccountUserPrincipalName,
    ticketRealm: outline.ticketRealm,
    service: outline.serviceName.join('/'),
    expectedServices: servicePrincipalNames(chosen.kerberos, hosts),
    encryptionType: encryptionTypeName(outline.ticketEncryptionType),
    keyVersion: outline.keyVersion,
    heldKeys: ofAccountInForce(heldKeys).map(
      (key) => `${encryptionTypeName(key.encryptionType)} version ${key.keyVersion}`,
    ),
  }
}
