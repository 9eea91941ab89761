/**
 * The PAC's KERB_VALIDATION_INFO, as far as an identity needs it. In: its bytes (NDR), after GSSAPI says the PAC is authentic.
 * Out: account name, domain SID, relative ids of account, primary group and groups. [MS-PAC §2.5] [MS-RPCE §2.2.6]
 * Used when UPN_DNS_INFO does not carry the SID. Extra SIDs and resource groups are not read.
 */

import { IdpError } from '../../errors.ts'
import { sidFromBytes } from '../ad/sid.ts'

export interface LogonInfo {
  readonly samAccountName: string
  readonly logonDomain: string
  readonly domainSid: string
  readonly userId: number
  readonly primaryGroupId: number
  readonly groupIds: readonly number[]
}

/** A table: where the fields we read stand in the fixed part. [MS-PAC §2.5] */
const fixedPart = {
  /** EffectiveName, FullName, LogonScript, ProfilePath, HomeDirectory, HomeDirectoryDrive, 8 bytes each. */
  firstStrings: { at: 48, count: 6 },
  userId: 100,
  primaryGroupId: 104,
  groupCount: 108,
  groupPointer: 112,
  logonServer: 136,
  logonDomainName: 144,
  domainSidPointer: 152,
  size: 216,
} as const

const headerBytes = 20 // common and private header of type serialization, and the pointer to the structure [MS-RPCE §2.2.6]
const littleEndianVersion1 = 0x00081001
const maxGroups = 4096

/** Throws KERBEROS_PAC_INVALID. */
export function parseLogonInfo(bytes: Uint8Array): LogonInfo {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < headerBytes + fixedPart.size || view.getUint32(0, true) !== littleEndianVersion1)
    throw invalid('no NDR header')
  const deferred = new NdrReader(bytes, headerBytes + fixedPart.size)
  const fixed = (offset: number): number => view.getUint32(headerBytes + offset, true)
  const textAt = (offset: number): string => (fixed(offset + 4) === 0 ? '' : deferred.text(fixed(offset) & 0xffff))
  // What pointers point to follows the fixed part, in the order of the pointers.
  const { at, count } = fixedPart.firstStrings
  const [samAccountName = ''] = Array.from({ length: count }, (_, index) => textAt(at + 8 * index))
  const groupIds = fixed(fixedPart.groupPointer) === 0 ? [] : deferred.groups(fixed(fixedPart.groupCount))
  textAt(fixedPart.logonServer)
  const logonDomain = textAt(fixedPart.logonDomainName)
  if (fixed(fixedPart.domainSidPointer) === 0 || samAccountName === '') throw invalid('no domain SID or no name')
  return {
    samAccountName,
    logonDomain,
    groupIds,
    domainSid: deferred.sid(),
    userId: fixed(fixedPart.userId),
    primaryGroupId: fixed(fixedPart.primaryGroupId),
  }
}

/** A cursor over the deferred part; numbers are little-endian and aligned to 4 bytes from the start of the structure. */
class NdrReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #position: number

  constructor(bytes: Uint8Array, position: number) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#position = position
  }

  take(length: number): Uint8Array {
    const end = this.#position + length
    if (end > this.#bytes.length)
      throw invalid(`${length} bytes announced, ${this.#bytes.length - this.#position} there`)
    const taken = this.#bytes.subarray(this.#position, end)
    this.#position = end
    return taken
  }

  number(): number {
    this.take((4 - (this.#position % 4)) % 4)
    const at = this.#position
    this.take(4)
    return this.#view.getUint32(at, true)
  }

  /** A conformant varying array of UTF-16 units; `byteLength` is what RPC_UNICODE_STRING says. */
  text(byteLength: number): string {
    const [, offset, units] = [this.number(), this.number(), this.number()]
    if (offset !== 0 || units * 2 < byteLength || byteLength % 2 === 1)
      throw invalid('a string that contradicts itself')
    return Buffer.from(this.take(units * 2).subarray(0, byteLength)).toString('utf16le')
  }

  groups(expected: number): number[] {
    const count = this.number()
    if (count !== expected || count > maxGroups) throw invalid(`${count} groups`)
    return Array.from({ length: count }, () => {
      const relativeId = this.number()
      this.number() // attributes
      return relativeId
    })
  }

  sid(): string {
    const count = this.number()
    if (count > 15) throw invalid(`a SID of ${count} parts`)
    return sidFromBytes(this.take(8 + 4 * count))
  }
}

function invalid(observed: string): IdpError {
  return new IdpError('KERBEROS_PAC_INVALID', { buffer: 'LOGON_INFO', observed })
}
