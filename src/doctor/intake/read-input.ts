import type { ByteReader, ByteReadResult, Line, LineReader, ReadNote } from '../reader.ts'
import type { Reading } from '../reading.ts'
import { findDecoding, type TextDecoding } from './find-decoding.ts'
import type { InputPart } from './input-part.ts'
import { scanLines } from './scan-lines.ts'
import { lineLength, splitLines } from './split-lines.ts'

/** One input, whatever it holds -> everything the readers make of it. Memory is bounded by the window, not by the input. */

export interface Input {
  readonly source: string
  /** In order; of any size. */
  readonly chunks: Iterable<Uint8Array>
}

export interface ReadInput {
  readonly readings: readonly Reading[]
  readonly parts: readonly InputPart[]
  readonly notes: readonly ReadNote[]
}

export interface Readers {
  readonly lineReaders: readonly LineReader[]
  readonly byteReaders: readonly ByteReader[]
}

const windowLines = 20_000
const windowCharacters = 8_000_000
/** A binary file is read whole. */
const binarySize = 64 * 1024 * 1024
/** What is kept of one input, and of the events in it: a log of a million is judged by its last ones. */
const readingLimit = 50_000
const eventLimit = 20_000

export function readInput(input: Input, readers: Readers): ReadInput {
  const chunks = input.chunks[Symbol.iterator]()
  const first = chunks.next()
  if (first.done) return { readings: [], parts: [], notes: [{ source: input.source, text: 'it is empty' }] }
  const byteReader = readers.byteReaders.find((reader) => reader.recognises(first.value))
  if (byteReader) return readBytes(input.source, byteReader, joined(first.value, chunks), readers)
  const decoding = findDecoding(first.value)
  if (decoding === undefined) return nothing(input.source, 'it is binary, and no binary format that can be read')
  return readText(input.source, texts(decoding, first.value, chunks), readers)
}

function nothing(source: string, text: string): ReadInput {
  return { readings: [], parts: [unrecognised(source, 0)], notes: [{ source, text }] }
}

const unrecognised = (source: string, lines: number): InputPart => ({
  source,
  kind: 'unrecognised',
  firstLine: Math.min(1, lines),
  lastLine: lines,
})

/** Undefined when it is larger than we take. */
function joined(first: Uint8Array, chunks: Iterator<Uint8Array>): Uint8Array | undefined {
  const parts = [first]
  let size = first.length
  for (let next = chunks.next(); !next.done; next = chunks.next()) {
    size += next.value.length
    if (size > binarySize) return undefined
    parts.push(next.value)
  }
  return Buffer.concat(parts)
}

function readBytes(source: string, reader: ByteReader, bytes: Uint8Array | undefined, readers: Readers): ReadInput {
  if (bytes === undefined) return nothing(source, `it is larger than ${binarySize / 1024 / 1024} MB, and was not read`)
  const result: ByteReadResult = reader.read(bytes, source)
  const inner = (result.files ?? []).map((file) =>
    readInput(
      { source: file.source, chunks: [file.bytes] },
      { lineReaders: readers.lineReaders, byteReaders: readers.byteReaders.filter((other) => other !== reader) },
    ),
  )
  return {
    readings: [...result.readings, ...inner.flatMap(({ readings }) => readings)],
    parts: [
      { source, kind: reader.format, firstLine: 1, lastLine: result.readings.length },
      ...inner.flatMap(({ parts }) => parts),
    ],
    notes: [...result.notes, ...inner.flatMap(({ notes }) => notes)],
  }
}

function* texts(decoding: TextDecoding, first: Uint8Array, chunks: Iterator<Uint8Array>): Generator<string> {
  yield decoding.decode(first)
  for (let next = chunks.next(); !next.done; next = chunks.next()) yield decoding.decode(next.value)
  yield decoding.end()
}

function readText(source: string, text: Iterable<string>, { lineReaders }: Readers): ReadInput {
  const splitter = splitLines()
  const scan = scanLines(source, lineReaders)
  let window: Line[] = []
  let characters = 0
  let lineCount = 0
  let isShortened = false
  const take = (lines: readonly Line[]): void => {
    for (const line of lines) {
      window.push(line)
      lineCount = line.number
      characters += line.text.length
      if (window.length < windowLines && characters < windowCharacters) continue
      window = scan.read(window, false)
      if (scan.readings.length > 2 * eventLimit) isShortened = dropOldest(scan.readings) || isShortened
      characters = window.reduce((sum, { text: kept }) => sum + kept.length, 0)
    }
  }
  for (const piece of text) take(splitter.push(piece))
  take(splitter.end())
  scan.read(window, true)
  const cut = splitter.cutLines.map((number) => ({
    source,
    text: `line ${number} is longer than ${lineLength / 1_000_000} million characters; the rest of it was not read`,
  }))
  isShortened = dropOldest(scan.readings) || isShortened
  const parts = scan.parts.length > 0 ? scan.parts : [unrecognised(source, lineCount)]
  const empty = lineCount === 0 ? [{ source, text: 'it is empty' }] : []
  const older = isShortened ? [{ source, text: `of its events only the last ${eventLimit} are judged` }] : []
  return { readings: scan.readings, parts, notes: [...scan.notes, ...cut, ...empty, ...older] }
}

/** Of events more than of anything else: what was printed in front of a long log is not to be lost. */
function dropOldest(readings: Reading[]): boolean {
  const events = readings.filter(({ kind }) => kind === 'windows-event').length
  let excess = Math.max(events - eventLimit, 0)
  if (excess === 0 && readings.length <= readingLimit) return false
  const kept = readings.filter(({ kind }) => {
    if (kind !== 'windows-event' || excess === 0) return true
    excess -= 1
    return false
  })
  readings.length = 0
  for (const reading of kept.slice(-readingLimit)) readings.push(reading)
  return true
}
