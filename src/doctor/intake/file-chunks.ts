import { accessSync, closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'

const chunkSize = 1024 * 1024

/** A file in pieces; opened when the first is asked for, so that a thousand files do not need a thousand descriptors. Throws when it may not be read. */
export function fileChunks(file: string): Iterable<Uint8Array> {
  accessSync(file, constants.R_OK)
  return chunksOf(file)
}

function* chunksOf(file: string): Generator<Uint8Array> {
  const descriptor = openSync(file, 'r')
  try {
    // A pipe has no size; thousands of small files must not take a large piece each.
    const { size: fileSize } = fstatSync(descriptor)
    const pieceSize = fileSize === 0 ? chunkSize : Math.min(chunkSize, fileSize + 1)
    for (;;) {
      const chunk = Buffer.allocUnsafe(pieceSize)
      const size = readSync(descriptor, chunk, 0, pieceSize, null)
      if (size === 0) return
      yield chunk.subarray(0, size)
    }
  } finally {
    closeSync(descriptor)
  }
}
