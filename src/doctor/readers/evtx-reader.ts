import type { ByteReader, ByteReadResult } from '../reader.ts'
import type { WindowsEvent } from '../readings/windows-readings.ts'
import { type BinaryXmlBudget, chunkBudget, readBinaryXml } from './evtx/binary-xml.ts'
import { eventOfElement } from './xml/event-element.ts'

/**
 * Event logs as Windows keeps them: chunks of 64 KB, each with its records, names and templates. Written from the description of the
 * format; UNTESTED ON REAL FILES. A chunk or record that is broken or cut off is passed over, and counted.
 */
export const evtxReader: ByteReader = {
  format: 'event log (.evtx, untested on real files)',
  recognises: (bytes) => startsWith(bytes, 0, 'ElfFile\0'),
  read: readEvtx,
}

const headerSize = 4096
const chunkSize = 65_536
const firstRecord = 512
const recordHeader = 24
const maxRecords = 100_000

function readEvtx(bytes: Uint8Array, source: string): ByteReadResult {
  const readings: WindowsEvent[] = []
  let broken = 0
  for (let start = headerSize; start + firstRecord < bytes.length; start += chunkSize) {
    const chunk = new DataView(bytes.buffer, bytes.byteOffset + start, Math.min(chunkSize, bytes.length - start))
    if (!startsWith(bytes, start, 'ElfChnk\0')) {
      if (!isUnused(bytes, start)) broken += 1
      continue
    }
    broken += readChunk(chunk, source, readings)
    if (readings.length > maxRecords) break
  }
  const isCut = (bytes.length - headerSize) % chunkSize !== 0
  return {
    readings,
    notes: [
      { source, text: 'binary event logs are read by the description of their format, untested on real files' },
      ...(broken > 0 ? [{ source, text: `${broken} records or chunks of the event log cannot be read` }] : []),
      ...(isCut ? [{ source, text: 'the event log is cut off' }] : []),
    ],
  }
}

/** Adds what can be read; returns how many records could not be. */
function readChunk(chunk: DataView, source: string, readings: WindowsEvent[]): number {
  const budget = chunkBudget()
  let broken = 0
  const free = chunk.getUint32(48, true)
  const end = Math.min(free >= firstRecord && free <= chunkSize ? free : chunkSize, chunk.byteLength)
  let offset = firstRecord
  while (offset + recordHeader + 4 <= end) {
    const size = chunk.getUint32(offset + 4, true)
    if (chunk.getUint32(offset, true) !== 0x2a2a) break
    if (size < recordHeader + 4 || offset + size > end) return broken + 1
    const event = readRecord(chunk, offset, size, source, budget)
    if (event === undefined) broken += 1
    else readings.push(event)
    offset += size
  }
  return broken
}

function readRecord(
  chunk: DataView,
  offset: number,
  size: number,
  source: string,
  budget: BinaryXmlBudget,
): WindowsEvent | undefined {
  const number = Number(chunk.getBigUint64(offset + 8, true) % 2n ** 53n)
  try {
    const root = readBinaryXml(chunk, offset + recordHeader, offset + size - 4, budget)
    return eventOfElement(root, [{ number, text: '' }], { source, firstLine: number, lastLine: number })
  } catch {
    return undefined
  }
}

function startsWith(bytes: Uint8Array, at: number, magic: string): boolean {
  return Buffer.from(bytes.subarray(at, at + magic.length)).toString('latin1') === magic
}

/** Windows allots chunks before it needs them. */
function isUnused(bytes: Uint8Array, start: number): boolean {
  return bytes.subarray(start, start + 64).every((byte) => byte === 0)
}
