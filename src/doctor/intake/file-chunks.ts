import { closeSync, openSync, readSync } from 'node:fs'

const chunkSize = 1024 * 1024

/** A file in pieces; it is opened at once. Throws what opening and reading throw. */
export function fileChunks(file: string): Iterable<Uint8Array> {
  return chunksOf(openSync(file, 'r'))
}

function* chunksOf(descriptor: number): Generator<Uint8Array> {
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunkSize)
      const size = readSync(descriptor, chunk, 0, chunkSize, null)
      if (size === 0) return
      yield chunk.subarray(0, size)
    }
  } finally {
    closeSync(descriptor)
  }
}
