/** Writes event logs in the binary format, by its description, for a reader that has seen no real one. */

export interface EvtxRecord {
  readonly eventId: number
  readonly provider: string
  readonly channel: string
  readonly time: bigint
  readonly data: Readonly<Record<string, string>>
}

const chunkSize = 65_536

/** One chunk; the second record and those after it use the templates of those before. */
export function makeEvtx(records: readonly EvtxRecord[]): Buffer {
  const header = Buffer.alloc(4096)
  header.write('ElfFile\0', 'latin1')
  const chunk = Buffer.alloc(chunkSize)
  chunk.write('ElfChnk\0', 'latin1')
  const writer = new ChunkWriter(chunk, 512)
  for (const [index, record] of records.entries()) writeRecord(writer, record, index + 1)
  chunk.writeUInt32LE(writer.position, 48)
  return Buffer.concat([header, chunk])
}

/** As Windows does it: one template for the System part, and what the provider adds as a template of its own in the last value. */
function writeRecord(writer: ChunkWriter, record: EvtxRecord, number: number): void {
  const start = writer.position
  writer.long(0x2a2a).long(0).wide(BigInt(number)).wide(record.time)
  writer.bytes([0x0f, 1, 1, 0])
  const names = Object.keys(record.data)
  const payload = (): void => {
    writer.bytes([0x0f, 1, 1, 0])
    const texts = names.map((name): Value => [0x01, utf16(record.data[name] ?? '')])
    writeInstance(writer, names.join(), () => writeEventData(writer, names), texts)
    writer.bytes([0])
  }
  const values: readonly Value[] = [
    [0x06, short(record.eventId)],
    [0x01, utf16(record.provider)],
    [0x01, utf16(record.channel)],
    [0x11, wide(record.time)],
    [0x00, Buffer.alloc(0)],
    [0x21, payload],
  ]
  writeInstance(writer, 'Event', () => writeEvent(writer), values)
  writer.bytes([0])
  writer.long(writer.position + 4 - start)
  writer.chunk.writeUInt32LE(writer.position - start, start + 4)
}

/** Its type, and its bytes or what writes them. */
type Value = readonly [number, Buffer | (() => void)]

function writeInstance(writer: ChunkWriter, key: string, body: () => void, values: readonly Value[]): void {
  writer.bytes([0x0c, 1]).long(7)
  const known = writer.templates.get(key)
  writer.long(known ?? writer.position + 4)
  if (known === undefined) {
    writer.templates.set(key, writer.position)
    writer.long(0).bytes(Array(16).fill(1))
    const size = writer.position
    writer.long(0).bytes([0x0f, 1, 1, 0])
    body()
    writer.bytes([0])
    writer.chunk.writeUInt32LE(writer.position - size - 4, size)
  }
  writer.long(values.length)
  const descriptors = writer.position
  for (const [type] of values) writer.bytes([0, 0, type, 0])
  for (const [index, [, content]] of values.entries()) {
    const start = writer.position
    if (typeof content === 'function') content()
    else writer.bytes(content)
    writer.chunk.writeUInt16LE(writer.position - start, descriptors + 4 * index)
  }
}

function writeEvent(writer: ChunkWriter): void {
  const inside = (name: string, substitution: number, type: number): void =>
    open(writer, name, {}, () => writer.bytes([0x0e, ...short(substitution), type]))
  open(writer, 'Event', { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' }, () => {
    open(writer, 'System', {}, () => {
      open(writer, 'Provider', { Name: [0x0d, ...short(1), 0x01] }, undefined)
      inside('EventID', 0, 0x06)
      inside('Channel', 2, 0x01)
      open(writer, 'TimeCreated', { SystemTime: [0x0d, ...short(3), 0x11] }, undefined)
      inside('Computer', 4, 0x01)
    })
    writer.bytes([0x0e, ...short(5), 0x21])
  })
}

function writeEventData(writer: ChunkWriter, names: readonly string[]): void {
  open(writer, 'EventData', {}, () => {
    for (const [index, name] of names.entries())
      open(writer, 'Data', { Name: name }, () => writer.bytes([0x0d, ...short(index), 0x01]))
  })
}

function open(
  writer: ChunkWriter,
  name: string,
  attributes: Readonly<Record<string, string | readonly number[]>>,
  content: (() => unknown) | undefined,
): void {
  const list = Object.entries(attributes)
  writer
    .bytes([list.length > 0 ? 0x41 : 0x01, 0xff, 0xff])
    .long(0)
    .name(name)
  if (list.length > 0) writer.long(0)
  for (const [index, [key, value]] of list.entries()) {
    writer.bytes([index < list.length - 1 ? 0x46 : 0x06]).name(key)
    if (typeof value === 'string') writer.bytes([0x05, 1, ...short(value.length)]).bytes(utf16(value))
    else writer.bytes(value)
  }
  writer.bytes([content === undefined ? 0x03 : 0x02])
  if (content === undefined) return
  content()
  writer.bytes([0x04])
}

/** Writes one chunk from front to back; names and templates stand where they are met first. */
class ChunkWriter {
  readonly chunk: Buffer
  readonly templates = new Map<string, number>()
  readonly #names = new Map<string, number>()
  position: number

  constructor(chunk: Buffer, position: number) {
    this.chunk = chunk
    this.position = position
  }

  bytes(values: Iterable<number>): this {
    for (const value of values) {
      this.chunk.writeUInt8(value, this.position)
      this.position += 1
    }
    return this
  }

  long(value: number): this {
    return this.bytes([0, 8, 16, 24].map((shift) => (value >>> shift) & 255))
  }

  wide(value: bigint): this {
    return this.bytes(wide(value))
  }

  name(text: string): this {
    const known = this.#names.get(text)
    if (known !== undefined) return this.long(known)
    this.#names.set(text, this.position + 4)
    return this.long(this.position + 4)
      .long(0)
      .bytes([...short(0), ...short(text.length)])
      .bytes(utf16(text))
      .bytes([0, 0])
  }
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function wide(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return bytes
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le')
}
