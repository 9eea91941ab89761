/**
 * Active Directory's formats: GUID, SID, account flags, times. Pure; knows nothing of LDAP or Kerberos messages.
 * GUID: 16 bytes as the directory stores them, or lower-case text without braces.
 * Out: the other form; anything else is refused. The first three groups of the text are little-endian. [MS-DTYP §2.3.4]
 */

import { IdpError } from '../../errors.ts'

/** Positions of the stored bytes in the order in which the text shows them. */
const textOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const

const guidText = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** 16 stored bytes -> `00112233-4455-6677-8899-aabbccddeeff`. Throws AD_GUID_INVALID. */
export function guidFromBytes(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new IdpError('AD_GUID_INVALID', { observed: `${bytes.length} bytes` })
  const hex = Buffer.from(textOrder.map((position) => bytes[position] ?? 0)).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Text, either case -> 16 stored bytes. Throws AD_GUID_INVALID. */
export function guidToBytes(text: string): Uint8Array {
  if (!guidText.test(text)) throw new IdpError('AD_GUID_INVALID', { observed: text.slice(0, 64) })
  const shown = Buffer.from(text.replaceAll('-', ''), 'hex')
  const bytes = new Uint8Array(16)
  for (const [index, position] of textOrder.entries()) bytes[position] = shown[index] ?? 0
  return bytes
}

/** Text -> base64 of the stored bytes: the form of ImmutableID and onpremobjectguid. Throws AD_GUID_INVALID. */
export function guidToBase64(text: string): string {
  return Buffer.from(guidToBytes(text)).toString('base64')
}
