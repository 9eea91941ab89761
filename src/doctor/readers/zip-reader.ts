import { inflateRawSync } from 'node:zlib'
import type { ByteReader, ByteReadResult, ReadNote } from '../reader.ts'

/** A .zip of any of the other inputs [ZIP §4.3]. One level only; entries, their sizes and how well they pack are limited. */
export const zipReader: ByteReader = {
  format: 'zip of any of these',
  recognises: (bytes) =>
    bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && (bytes[3] ?? 0) < 7,
  read: readZip,
}

const limits = { entries: 2000, entryBytes: 64 * 1024 * 1024, totalBytes: 128 * 1024 * 1024, ratio: 200 } as const
const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50

interface Entry {
  readonly name: string
  readonly method: number
  readonly isEncrypted: boolean
  readonly packed: number
  readonly unpacked: number
  readonly offset: number
}

type InnerFile = NonNullable<ByteReadResult['files']>[number]

function readZip(bytes: Uint8Array, source: string): ByteReadResult {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = findEnd(view)
  if (end === undefined)
    return { readings: [], notes: [{ source, text: 'the archive is cut off: its directory is missing' }] }
  const notes: ReadNote[] = []
  const files: InnerFile[] = []
  const entries = listEntries(view, view.getUint32(end + 16, true), view.getUint16(end + 10, true))
  if (entries.length > limits.entries)
    notes.push({ source, text: `the archive has more than ${limits.entries} files; the others were not read` })
  let total = 0
  for (const entry of entries.slice(0, limits.entries)) {
    if (entry.name.endsWith('/') || entry.unpacked === 0) continue
    const file = unpack(view, entry, limits.totalBytes - total)
    if (typeof file === 'string') {
      if (notes.length < 20) notes.push({ source: `${source}/${entry.name}`, text: file })
      continue
    }
    total += file.length
    files.push({ source: `${source}/${entry.name}`, bytes: file })
  }
  return { readings: [], notes, files }
}

/** The last record, in front of a comment of at most 64 KB. */
function findEnd(view: DataView): number | undefined {
  const lowest = Math.max(0, view.byteLength - 22 - 65_535)
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) if (view.getUint32(at, true) === endSignature) return at
  return undefined
}

function listEntries(view: DataView, start: number, count: number): readonly Entry[] {
  const entries: Entry[] = []
  let at = start
  while (entries.length < count && at + 46 <= view.byteLength && view.getUint32(at, true) === entrySignature) {
    const nameLength = view.getUint16(at + 28, true)
    const nameEnd = Math.min(at + 46 + nameLength, view.byteLength)
    const name = Buffer.from(view.buffer, view.byteOffset + at + 46, nameEnd - at - 46).toString('utf8')
    entries.push({
      name: printable(name),
      isEncrypted: (view.getUint16(at + 8, true) & 1) !== 0,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** Names come from outside, and are shown. */
function printable(name: string): string {
  return name.replace(/[^\p{L}\p{N} ._()[\]@+/-]/gu, '_').slice(0, 200)
}

/** The bytes, or why there are none. Never more than `left`. */
function unpack(view: DataView, entry: Entry, left: number): Uint8Array | string {
  const { method, packed, unpacked, offset } = entry
  if (entry.isEncrypted) return 'it is encrypted, and was not read'
  if (method !== 0 && method !== 8) return 'it is packed by a method that is not read'
  if (unpacked > limits.entryBytes || unpacked > left) return 'it is too large, and was not read'
  if (unpacked > packed * limits.ratio + 4096) return 'it packs too well to be a log (a zip bomb?), and was not read'
  if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== localSignature)
    return 'it is not where the directory says'
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (start + packed > view.byteLength) return 'it is cut off, and was not read'
  const data = new Uint8Array(view.buffer, view.byteOffset + start, packed)
  return method === 0 ? opened(data) : inflate(data, unpacked)
}

function inflate(data: Uint8Array, unpacked: number): Uint8Array | string {
  try {
    return opened(inflateRawSync(data, { maxOutputLength: Math.max(unpacked, 1) }))
  } catch {
    return 'it is broken, or larger than it says, and was not read'
  }
}

function opened(bytes: Uint8Array): Uint8Array | string {
  return zipReader.recognises(bytes) ? 'it is an archive in an archive, and was not opened' : bytes
}
