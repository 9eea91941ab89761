/**
 * msDS-SupportedEncryptionTypes: the number the directory holds on the account a ticket is for (absent = undefined). [MS-KILE §2.2.7]
 * Out: the encryption types it allows, strongest first. It says what the KDC may use, not that the account has such keys.
 */

import type { EncryptionTypeName } from '../names/kerberos.ts'

/** A table: every bit with its name. */
export const supportedEncryptionTypeFlags = {
  DES_CBC_CRC: 0x1,
  DES_CBC_MD5: 0x2,
  RC4_HMAC: 0x4,
  AES128: 0x8,
  AES256: 0x10,
  AES256_SK: 0x20,
  FAST: 0x10000,
  COMPOUND_IDENTITY: 0x20000,
  CLAIMS: 0x40000,
  RESOURCE_SID_COMPRESSION_DISABLED: 0x80000,
} as const

export type SupportedEncryptionTypeFlag = keyof typeof supportedEncryptionTypeFlags

const ticketTypes: readonly (readonly [SupportedEncryptionTypeFlag, EncryptionTypeName])[] = [
  ['AES256', 'aes256-cts-hmac-sha1-96'],
  ['AES128', 'aes128-cts-hmac-sha1-96'],
  ['RC4_HMAC', 'rc4-hmac'],
  ['DES_CBC_MD5', 'des-cbc-md5'],
  ['DES_CBC_CRC', 'des-cbc-crc'],
]

/** The ticket encryption types allowed by the number; `undefined` when it is absent or 0 and the KDC's default holds. */
export function findTicketEncryptionTypes(flags: number | undefined): EncryptionTypeName[] | undefined {
  if (flags === undefined || flags === 0) return undefined
  return ticketTypes.filter(([flag]) => (flags & supportedEncryptionTypeFlags[flag]) !== 0).map(([, name]) => name)
}

/** The names of all bits set, in the order of the table. */
export function listSupportedEncryptionTypeFlags(flags: number): SupportedEncryptionTypeFlag[] {
  return (Object.keys(supportedEncryptionTypeFlags) as SupportedEncryptionTypeFlag[]).filter(
    (flag) => (flags & supportedEncryptionTypeFlags[flag]) !== 0,
  )
}
