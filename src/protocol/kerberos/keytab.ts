/**
 * The keytab file, version 2. In: bytes of a file an administrator gave us, or entries of ours. Out: the other form.
 * There is no RFC; the layout is MIT's. [MIT-KEYTAB] Deleted entries (negative size) are skipped on reading.
 * Keys are `Secret`: nothing here prints them.
 */

import { IdpError } from '../../errors.ts'
import { Secret } from '../../secret.ts'

export interface KeytabEntry {
  readonly kerberosRealm: string
  readonly components: readonly string[]
  readonly nameType: number
  /** Seconds since 1970, when the entry was written. */
  readonly timestamp: number
  readonly keyVersion: number
  readonly encryptionType: number
  readonly key: Secret<Uint8Array>
}

const fileVersion = 0x0502
const maxEntries = 1024
const maxFileBytes = 1 << 20

/** The whole file. */
export function serializeKeytab(entries: readonly KeytabEntry[]): Uint8Array {
  return Buffer.concat([numbers([2, fileVersion]), ...entries.map(serializeEntry)])
}

/** Throws KERBEROS_KEYTAB_INVALID. */
export function parseKeytab(bytes: Uint8Array): KeytabEntry[] {
  if (bytes.length > maxFileBytes) throw invalid(`${bytes.length} bytes`)
  const file = new KeytabReader(bytes)
  const version = file.number(2)
  if (version !== fileVersion) throw invalid(`version 0x${version.toString(16)}`)
  const entries: KeytabEntry[] = []
  while (file.left > 0) {
    const size = file.number(4) | 0
    if (size === 0) break // MIT pads with zeros after the last entry
    const record = new KeytabReader(file.take(Math.abs(size)))
    if (size > 0) entries.push(parseEntry(record))
    if (entries.length > maxEntries) throw invalid(`more than ${maxEntries} entries`)
  }
  return entries
}

function serializeEntry(entry: KeytabEntry): Uint8Array {
  const key = entry.key.reveal()
  const record = Buffer.concat([
    numbers([2, entry.components.length]),
    ...[entry.kerberosRealm, ...entry.components].map((text) => counted(Buffer.from(text, 'utf8'))),
    numbers([4, entry.nameType], [4, entry.timestamp], [1, entry.keyVersion & 0xff], [2, entry.encryptionType]),
    counted(key),
    numbers([4, entry.keyVersion]),
  ])
  return Buffer.concat([numbers([4, record.length]), record])
}

function parseEntry(record: KeytabReader): KeytabEntry {
  const componentCount = record.number(2)
  const kerberosRealm = record.text()
  const components = Array.from({ length: Math.min(componentCount, 64) }, () => record.text())
  const nameType = record.number(4)
  const timestamp = record.number(4)
  const shortVersion = record.number(1)
  const encryptionType = record.number(2)
  const key = new Secret(Uint8Array.from(record.take(record.number(2))))
  // The long version is there when 4 bytes are left and it is not zero.
  const longVersion = record.left >= 4 ? record.number(4) : 0
  const keyVersion = longVersion === 0 ? shortVersion : longVersion
  return { kerberosRealm, components, nameType, timestamp, keyVersion, encryptionType, key }
}

/** A cursor over untrusted bytes: every step is checked against what is left. */
class KeytabReader {
  readonly #bytes: Uint8Array
  #position = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get left(): number {
    return this.#bytes.length - this.#position
  }

  take(length: number): Uint8Array {
    if (length > this.left) throw invalid(`${length} bytes announced, ${this.left} there`)
    this.#position += length
    return this.#bytes.subarray(this.#position - length, this.#position)
  }

  number(width: number): number {
    return this.take(width).reduce((sum, octet) => sum * 256 + octet, 0)
  }

  text(): string {
    return Buffer.from(this.take(this.number(2))).toString('utf8')
  }
}

function counted(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([numbers([2, bytes.length]), bytes])
}

/** Big-endian numbers, each as [width in bytes, value]. */
function numbers(...parts: readonly (readonly [number, number])[]): Uint8Array {
  return Buffer.concat(
    parts.map(([width, value]) => {
      const bytes = Buffer.alloc(width)
      bytes.writeUIntBE(value, 0, width)
      return bytes
    }),
  )
}

function invalid(observed: string): IdpError {
  return new IdpError('KERBEROS_KEYTAB_INVALID', { observed })
}
