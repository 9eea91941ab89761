import { type ReadInput, readInput } from '../../../src/doctor/intake/read-input.ts'
import { byteReaders, lineReaders } from '../../../src/doctor/readers/reader-list.ts'

/** An input as a test has it, through the intake and every reader. */
export function readText(content: string | Uint8Array, source = 'input.txt'): ReadInput {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return readInput({ source, chunks: [bytes] }, { lineReaders, byteReaders })
}
