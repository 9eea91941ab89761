/**
 * SID: the binary form of objectSid and the PAC, or text `S-1-5-21-...`. Out: the other form; anything else is refused.
 * Revision, count of sub-authorities, 48-bit big-endian authority, then 32-bit little-endian sub-authorities. [MS-DTYP §2.4.2]
 * An authority of 2^32 or more is written in hexadecimal in text. [MS-DTYP §2.4.2.1]
 */

import { IdpError } from '../../errors.ts'

const revision = 1
const maxSubAuthorities = 15
const sidText = /^S-1-(\d{1,10}|0x[0-9a-f]{12})((?:-\d{1,10}){1,15})$/i

/** Binary, exactly the length its count says -> `S-1-...`. Throws AD_SID_INVALID. */
export function sidFromBytes(bytes: Uint8Array): string {
  const count = bytes[1] ?? 0
  if (bytes[0] !== revision || count < 1 || count > maxSubAuthorities || bytes.length !== 8 + 4 * count)
    throw new IdpError('AD_SID_INVALID', { observed: Buffer.from(bytes.subarray(0, 68)).toString('hex') })
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const authority = view.getUint16(2) * 2 ** 32 + view.getUint32(4)
  const subAuthorities = Array.from({ length: count }, (_, index) => view.getUint32(8 + 4 * index, true))
  return ['S', revision, authorityText(authority), ...subAuthorities].join('-')
}

/** `S-1-...` -> binary. Throws AD_SID_INVALID. */
export function sidToBytes(text: string): Uint8Array {
  const match = sidText.exec(text)
  const authority = Number(match?.[1])
  const subAuthorities = (match?.[2] ?? '').split('-').slice(1).map(Number)
  if (!match || !isAuthority(match[1] ?? '', authority) || subAuthorities.some((value) => value >= 2 ** 32))
    throw new IdpError('AD_SID_INVALID', { observed: text.slice(0, 200) })
  const bytes = new Uint8Array(8 + 4 * subAuthorities.length)
  const view = new DataView(bytes.buffer)
  bytes.set([revision, subAuthorities.length])
  view.setUint16(2, Math.floor(authority / 2 ** 32))
  view.setUint32(4, authority % 2 ** 32)
  for (const [index, value] of subAuthorities.entries()) view.setUint32(8 + 4 * index, value, true)
  return bytes
}

/** The SID of an account of this domain: domain SID and relative id. */
export function sidOfAccount(domainSid: string, relativeId: number): string {
  return sidFromBytes(sidToBytes(`${domainSid}-${relativeId}`))
}

/** The SID of the domain an account is of: its SID without the relative id. */
export function domainOfSid(accountSid: string): string {
  return accountSid.slice(0, accountSid.lastIndexOf('-'))
}

function authorityText(authority: number): string {
  return authority < 2 ** 32 ? String(authority) : `0x${authority.toString(16).padStart(12, '0')}`
}

/** One text for one SID: decimal below 2^32, hexadecimal from there on. */
function isAuthority(text: string, authority: number): boolean {
  return text.startsWith('0x') || text.startsWith('0X') ? authority >= 2 ** 32 : authority < 2 ** 32
}
