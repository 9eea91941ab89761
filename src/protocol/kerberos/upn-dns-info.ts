/**
 * The PAC's UPN_DNS_INFO buffer. In: its bytes, after GSSAPI says the PAC is authentic. Out: UPN, DNS domain and, when the KDC
 * sets flag S, sAMAccountName and SID. [MS-PAC §2.10] A KDC before 2021 does not set S: see logon-info.ts.
 * It does not judge whether the names agree with the ticket's client.
 */

import { IdpError } from '../../errors.ts'
import { sidFromBytes } from '../ad/sid.ts'

export interface UpnDnsInfo {
  readonly upn: string
  /** True when the account has no userPrincipalName and the KDC made one up (flag U). */
  readonly isUpnConstructed: boolean
  readonly dnsDomain: string
  /** From the extended form only. */
  readonly account: { readonly samAccountName: string; readonly sid: string } | undefined
}

const flagConstructed = 0x1
const flagExtended = 0x2

/** Throws KERBEROS_PAC_INVALID. */
export function parseUpnDnsInfo(bytes: Uint8Array): UpnDnsInfo {
  if (bytes.length < 12) throw invalid(`${bytes.length} bytes`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const flags = view.getUint32(8, true)
  const isExtended = (flags & flagExtended) !== 0
  if (isExtended && bytes.length < 20) throw invalid(`${bytes.length} bytes of the extended form`)
  /** Length and offset stand as a pair at `position`; the offset counts from the start of the buffer. */
  const at = (position: number): Uint8Array => {
    const length = view.getUint16(position, true)
    const offset = view.getUint16(position + 2, true)
    if (offset + length > bytes.length) throw invalid(`${length} bytes at ${offset} of ${bytes.length}`)
    return bytes.subarray(offset, offset + length)
  }
  return {
    upn: textFromUtf16(at(0)),
    dnsDomain: textFromUtf16(at(4)),
    isUpnConstructed: (flags & flagConstructed) !== 0,
    account: isExtended ? { samAccountName: textFromUtf16(at(12)), sid: sidFromBytes(at(16)) } : undefined,
  }
}

function textFromUtf16(bytes: Uint8Array): string {
  if (bytes.length % 2 === 1) throw invalid('UTF-16 text of odd length')
  return Buffer.from(bytes).toString('utf16le')
}

function invalid(observed: string): IdpError {
  return new IdpError('KERBEROS_PAC_INVALID', { buffer: 'UPN_DNS_INFO', observed })
}
