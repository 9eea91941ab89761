/** Bytes of unknown encoding -> text, chunk by chunk: UTF-8, UTF-16 with or without a mark, else Windows-1252. */

export interface TextDecoding {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
  decode(chunk: Uint8Array): string
  end(): string
}

/** Chosen by the first chunk. Undefined when it is no text. */
export function findDecoding(first: Uint8Array): TextDecoding | undefined {
  const encoding = encodingOf(first)
  if (encoding === undefined) return undefined
  const decoder = new TextDecoder(encoding)
  return {
    encoding,
    decode: (chunk) => decoder.decode(chunk, { stream: true }),
    end: () => decoder.decode(),
  }
}

const sampleSize = 65_536

function encodingOf(bytes: Uint8Array): TextDecoding['encoding'] | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, sampleSize)
  const wide = wideEncoding(sample)
  if (wide !== undefined) return wide
  const controls = sample.reduce((count, byte) => count + (isUnexpected(byte) ? 1 : 0), 0)
  if (controls > sample.length / 100) return undefined
  return isUtf8(sample) ? 'utf-8' : 'windows-1252'
}

/** Text of mostly western letters has a zero in every second byte. */
function wideEncoding(sample: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const zeros = [0, 0]
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const half = sample.length / 2
  const [even = 0, odd = 0] = zeros
  if (odd > half * 0.6 && even < half * 0.1) return 'utf-16le'
  return even > half * 0.6 && odd < half * 0.1 ? 'utf-16be' : undefined
}

/** A control character that no terminal output holds: not tab, line feed, form feed, return, escape, backspace, bell. */
const isUnexpected = (byte: number): boolean => byte < 7 || byte === 11 || (byte > 13 && byte < 32 && byte !== 27)

function isUtf8(sample: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true })
    return true
  } catch {
    return false
  }
}
