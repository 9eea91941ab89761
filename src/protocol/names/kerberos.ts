/** A table: Kerberos and SPNEGO names and numbers, written once. */

/** Mechanisms by object identifier. [RFC4178 §4.2.1] [RFC4121 §1] [MS-SPNG §3.1.5.2] [MS-NEGOEX §2.2] */
export const mechanismOids = {
  spnego: '1.3.6.1.5.5.2',
  kerberos: '1.2.840.113554.1.2.2',
  /** A Microsoft slip of the pen from Windows 2000, sent first ever since; the token inside is plain Kerberos. */
  kerberosMicrosoftLegacy: '1.2.840.48018.1.2.2',
  kerberosUserToUser: '1.2.840.113554.1.2.2.3',
  ntlm: '1.3.6.1.4.1.311.2.2.10',
  negoex: '1.3.6.1.4.1.311.2.2.30',
} as const

export type MechanismName = keyof typeof mechanismOids

/** Encryption types by number. [RFC3961 §8] [RFC3962 §7] [RFC4757 §2] [RFC8009 §8] */
export const encryptionTypes = {
  'des-cbc-crc': 1,
  'des-cbc-md5': 3,
  'des3-cbc-sha1': 16,
  'aes128-cts-hmac-sha1-96': 17,
  'aes256-cts-hmac-sha1-96': 18,
  'aes128-cts-hmac-sha256-128': 19,
  'aes256-cts-hmac-sha384-192': 20,
  'rc4-hmac': 23,
} as const

export type EncryptionTypeName = keyof typeof encryptionTypes

/** Number -> name, `etype 42` for one we do not know. */
export function encryptionTypeName(etype: number): string {
  return Object.entries(encryptionTypes).find(([, number]) => number === etype)?.[0] ?? `etype ${etype}`
}

/** Principal name types. [RFC4120 §6.2] [RFC6806 §5] */
export const nameTypes = { unknown: 0, principal: 1, serviceInstance: 2, serviceHost: 3, enterprise: 10 } as const

/** Message types: the application tags of the outer DER. [RFC4120 §5.10] */
export const messageTypes = { ticket: 1, apReq: 14, apRep: 15, krbError: 30 } as const

/** KRB-ERROR codes we explain. [RFC4120 §7.5.9] */
export const kerberosErrorCodes = {
  KDC_ERR_C_PRINCIPAL_UNKNOWN: 6,
  KDC_ERR_S_PRINCIPAL_UNKNOWN: 7,
  KDC_ERR_PRINCIPAL_NOT_UNIQUE: 8,
  KDC_ERR_ETYPE_NOSUPP: 14,
  KDC_ERR_CLIENT_REVOKED: 18,
  KDC_ERR_KEY_EXPIRED: 23,
  KDC_ERR_PREAUTH_FAILED: 24,
  KDC_ERR_MUST_USE_USER2USER: 27,
  KRB_AP_ERR_BAD_INTEGRITY: 31,
  KRB_AP_ERR_TKT_EXPIRED: 32,
  KRB_AP_ERR_TKT_NYV: 33,
  KRB_AP_ERR_REPEAT: 34,
  KRB_AP_ERR_NOT_US: 35,
  KRB_AP_ERR_SKEW: 37,
  KRB_AP_ERR_MODIFIED: 41,
  KRB_AP_ERR_BADKEYVER: 44,
  KRB_AP_ERR_NOKEY: 45,
} as const

const codes = kerberosErrorCodes

/** Why an acceptor refuses a ticket, with the protocol errors that mean it; the empty ones are known by other signs. */
const ticketRefusals = {
  noMatchingKey: [
    codes.KRB_AP_ERR_BAD_INTEGRITY,
    codes.KRB_AP_ERR_NOT_US,
    codes.KRB_AP_ERR_MODIFIED,
    codes.KRB_AP_ERR_BADKEYVER,
    codes.KRB_AP_ERR_NOKEY,
  ],
  clockSkew: [codes.KRB_AP_ERR_SKEW],
  replay: [codes.KRB_AP_ERR_REPEAT],
  ticketExpired: [codes.KRB_AP_ERR_TKT_EXPIRED],
  ticketNotYetValid: [codes.KRB_AP_ERR_TKT_NYV],
  channelBinding: [],
  moreMessages: [],
  malformed: [],
  pacMissing: [],
  noKeys: [],
  other: [],
} as const satisfies Record<string, readonly number[]>

export type TicketRefusal = keyof typeof ticketRefusals

/** A protocol error number -> what it means for the ticket. */
export function findTicketRefusal(errorNumber: number): TicketRefusal | undefined {
  const entries = Object.entries(ticketRefusals) as [TicketRefusal, readonly number[]][]
  return entries.find(([, numbers]) => numbers.includes(errorNumber))?.[0]
}
