/** A place in a chunk. Every step is checked against the end: reading behind it throws RangeError, which ends the record. */
export class EvtxCursor {
  readonly chunk: DataView
  readonly end: number
  position: number

  constructor(chunk: DataView, position: number, end: number) {
    this.chunk = chunk
    this.position = position
    this.end = Math.min(end, chunk.byteLength)
  }

  byte(): number {
    return this.chunk.getUint8(this.#step(1))
  }

  short(): number {
    return this.chunk.getUint16(this.#step(2), true)
  }

  long(): number {
    return this.chunk.getUint32(this.#step(4), true)
  }

  bytes(length: number): Uint8Array {
    const start = this.#step(length)
    return new Uint8Array(this.chunk.buffer, this.chunk.byteOffset + start, length)
  }

  /** So many UTF-16 characters. */
  text(characters: number): string {
    return Buffer.from(this.bytes(characters * 2)).toString('utf16le')
  }

  #step(length: number): number {
    const start = this.position
    if (start < 0 || start + length > this.end) throw new RangeError('behind the end')
    this.position += length
    return start
  }
}
