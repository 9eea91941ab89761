import { findFiletimeMilliseconds } from '../../../protocol/ad/filetime.ts'
import { guidFromBytes } from '../../../protocol/ad/guid.ts'
import { sidFromBytes } from '../../../protocol/ad/sid.ts'

/** A typed value of binary XML as the text that Windows shows for it [MS-EVEN6 §2.2.19]. */

/** A table: value types by number. */
export const valueTypes = {
  null: 0x00,
  text: 0x01,
  ansi: 0x02,
  int8: 0x03,
  uint8: 0x04,
  int16: 0x05,
  uint16: 0x06,
  int32: 0x07,
  uint32: 0x08,
  int64: 0x09,
  uint64: 0x0a,
  boolean: 0x0d,
  guid: 0x0f,
  size: 0x10,
  filetime: 0x11,
  systemTime: 0x12,
  sid: 0x13,
  hex32: 0x14,
  hex64: 0x15,
  binaryXml: 0x21,
} as const

const arrayFlag = 0x80

/** Empty for types that are not text-like; throws RangeError where the bytes are too few. */
export function binaryValueText(type: number, bytes: Uint8Array): string {
  if (bytes.length === 0) return ''
  if (type === (valueTypes.text | arrayFlag))
    return textOf(bytes)
      .split('\0')
      .filter((item) => item !== '')
      .join(', ')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return writers[type]?.(view, bytes) ?? Buffer.from(bytes.subarray(0, 256)).toString('hex')
}

type Writer = (view: DataView, bytes: Uint8Array) => string

const writers: Readonly<Record<number, Writer>> = {
  [valueTypes.null]: () => '',
  [valueTypes.text]: (_, bytes) => textOf(bytes),
  [valueTypes.ansi]: (_, bytes) => Buffer.from(bytes).toString('latin1').replace(/\0+$/, ''),
  [valueTypes.int8]: (view) => String(view.getInt8(0)),
  [valueTypes.uint8]: (view) => String(view.getUint8(0)),
  [valueTypes.int16]: (view) => String(view.getInt16(0, true)),
  [valueTypes.uint16]: (view) => String(view.getUint16(0, true)),
  [valueTypes.int32]: (view) => String(view.getInt32(0, true)),
  [valueTypes.uint32]: (view) => String(view.getUint32(0, true)),
  [valueTypes.int64]: (view) => String(view.getBigInt64(0, true)),
  [valueTypes.uint64]: (view) => String(view.getBigUint64(0, true)),
  [valueTypes.boolean]: (view) => String(view.getUint32(0, true) !== 0),
  [valueTypes.guid]: (_, bytes) => `{${guidFromBytes(bytes)}}`,
  [valueTypes.size]: hexText,
  [valueTypes.filetime]: (view) => filetimeText(view.getBigUint64(0, true)),
  [valueTypes.systemTime]: systemTimeText,
  [valueTypes.sid]: (_, bytes) => sidFromBytes(bytes),
  [valueTypes.hex32]: hexText,
  [valueTypes.hex64]: hexText,
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf16le').replace(/\0+$/, '')
}

function hexText(view: DataView): string {
  const number = view.byteLength >= 8 ? view.getBigUint64(0, true) : view.getUint32(0, true)
  return `0x${number.toString(16)}`
}

/** Empty where the time means never, or is beyond what a date can be. */
function filetimeText(filetime: bigint): string {
  const milliseconds = findFiletimeMilliseconds(filetime)
  const date = milliseconds === undefined ? undefined : new Date(milliseconds)
  return date === undefined || Number.isNaN(date.getTime()) ? '' : date.toISOString()
}

function systemTimeText(view: DataView): string {
  const [year = 0, month = 0, , day = 0, hour, minute, second, milliseconds] = [0, 2, 4, 6, 8, 10, 12, 14].map((at) =>
    view.getUint16(at, true),
  )
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds))
  return Number.isNaN(date.getTime()) ? '' : date.toISOString()
}
