import type { Reading } from './reading.ts'

/** How a format is read. Each reader is a file of its own in readers/, with one row in readers/reader-list.ts. */

/** A line as the intake hands it on: without line break, ANSI colours, mail quotes, bidi and control characters; tabs stay. */
export interface Line {
  /** In the original file, from 1. */
  readonly number: number
  readonly text: string
}

/** Something that could not be read, in words for people: `line 7 is 10 MB long; its first 1 MB was read`. */
export interface ReadNote {
  readonly source: string
  readonly text: string
}

export interface ReadResult {
  /** None where it was something of this format that nobody needs: the input is not said to hold it. */
  readonly readings: readonly Reading[]
  /** Index of the first line that is not part of it; more than `start`, or `start` where nothing but a note came of it. */
  readonly next: number
  readonly notes?: readonly ReadNote[]
  /** Where the window ends in the middle of it: the lines under which the rest is to be read. */
  readonly heading?: readonly Line[]
  /** What it was, where the reader knows several things. */
  readonly format?: string
}

/** Reads text. It never throws, whatever the text; a value it cannot type is left out. */
export interface LineReader {
  /** What it is called in the report: `dsregcmd /status`. */
  readonly format: string
  /** Whether something may begin at this line. Asked of every line of every input that no reader took, so it must be quick. */
  starts(text: string): boolean
  /** Undefined when it was no such thing after all. `lines` is a window of the input (20,000 lines at most), not always all of it. */
  read(lines: readonly Line[], start: number, source: string): ReadResult | undefined
}

/** Reads a whole binary file: `.evtx`, keytab, `.zip`. It never throws. */
export interface ByteReader {
  readonly format: string
  recognises(bytes: Uint8Array): boolean
  read(bytes: Uint8Array, source: string): ByteReadResult
}

export interface ByteReadResult {
  readonly readings: readonly Reading[]
  readonly notes: readonly ReadNote[]
  /** What an archive holds, to be read in turn; archives inside are not opened. */
  readonly files?: readonly { readonly source: string; readonly bytes: Uint8Array }[]
}
