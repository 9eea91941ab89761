import { dayNames, monthNames, type PatternLetter, type PatternPart } from './date-pattern.ts'
import { dayNumber, findLocal, inRange, weekdayOf } from './date-text.ts'
import { findOffset, findZoneByName, instantOfLocal, type TimeZone, utcMs } from './time-zone.ts'

/**
 * Reads an instant from text by a pattern. Year, month and day (or day of year) must be there and exist; a time that is not
 * there is midnight; a zone in the text counts before the one given. undefined when the text does not fit.
 */
export function findDate(parts: readonly PatternPart[], text: string, zone: TimeZone): number | undefined {
  const fields: Fields = new Map()
  const state: State = { text, at: 0, fields, zone: undefined }
  if (!read(parts, state) || state.at !== text.length) return undefined
  const local = findLocalMs(fields)
  return local === undefined ? undefined : inRange(instantOfLocal(local, state.zone ?? zone))
}

type Field =
  | 'year'
  | 'month'
  | 'day'
  | 'dayOfYear'
  | 'weekday'
  | 'half'
  | 'hour12'
  | 'hour'
  | 'minute'
  | 'second'
  | 'milli'
type Fields = Map<Field, number>

interface State {
  readonly text: string
  at: number
  fields: Fields
  zone: TimeZone | undefined
}

function read(parts: readonly PatternPart[], state: State): boolean {
  return parts.every((part, index) => {
    if ('literal' in part) return readLiteral(part.literal, state)
    return 'optional' in part
      ? readOptional(part.optional, state)
      : readers[part.letter](state, part.count, reservedDigits(parts.slice(index + 1)))
  })
}

function readLiteral(literal: string, state: State): boolean {
  if (!state.text.startsWith(literal, state.at)) return false
  state.at += literal.length
  return true
}

/** As if it were not there when it does not fit. */
function readOptional(parts: readonly PatternPart[], state: State): true {
  const before = { at: state.at, fields: new Map(state.fields), zone: state.zone }
  if (!read(parts, state)) Object.assign(state, before)
  return true
}

const numericLetters: ReadonlySet<PatternLetter> = new Set([
  'u',
  'y',
  'D',
  'M',
  'L',
  'd',
  'h',
  'K',
  'k',
  'H',
  'm',
  's',
  'S',
])

/** Digits that fields of fixed width right behind need, so that `Hmm` reads 930. */
function reservedDigits(following: readonly PatternPart[]): number {
  let digits = 0
  for (const part of following) {
    if (!('letter' in part) || !numericLetters.has(part.letter) || part.count === 1) break
    if ((part.letter === 'M' || part.letter === 'L') && part.count > 2) break
    digits += part.count
  }
  return digits
}

type Reader = (state: State, count: number, reserved: number) => boolean

/** One letter: as many digits as there are, up to `most`; more letters: exactly that many. */
function takeDigits(state: State, count: number, most: number, reserved: number): number | undefined {
  const run = /^\d*/.exec(state.text.slice(state.at, state.at + 20))?.[0] ?? ''
  const length = count === 1 ? Math.min(most, run.length - reserved) : count
  if (length < 1 || run.length < length) return undefined
  state.at += length
  return Number(run.slice(0, length))
}

const digits =
  (field: Field, most: number, meaning: (digits: number) => number | undefined = (value) => value): Reader =>
  (state, count, reserved) => {
    const taken = takeDigits(state, count, most, reserved)
    return store(state, field, taken === undefined ? undefined : meaning(taken))
  }

/** A field that comes twice must say the same. */
function store(state: State, field: Field, value: number | undefined): boolean {
  if (value === undefined || (state.fields.get(field) ?? value) !== value) return false
  state.fields.set(field, value)
  return true
}

const inside =
  (min: number, max: number, shift = 0): ((value: number) => number | undefined) =>
  (value) =>
    value >= min && value <= max ? value + shift : undefined

const year: Reader = (state, count, reserved) => {
  const taken = takeDigits(state, count, 4, reserved)
  return store(state, 'year', taken === undefined || count !== 2 ? taken : 2000 + taken)
}

const named =
  (field: Field, names: readonly string[], first: number): Reader =>
  (state, count) => {
    const wanted = names.map((name) => (count === 3 ? name.slice(0, 3) : name))
    const index = wanted.findIndex((name) => state.text.startsWith(name, state.at))
    state.at += wanted[index]?.length ?? 0
    return store(state, field, index < 0 ? undefined : index + first)
  }

const month: Reader = (state, count, reserved) =>
  count < 3
    ? digits('month', 2)(state, count, reserved)
    : count < 5 && named('month', monthNames, 1)(state, count, reserved)

const zoned =
  (form: RegExp, find: (text: string) => TimeZone | undefined): Reader =>
  (state) => {
    const text = form.exec(state.text.slice(state.at, state.at + 60))?.[0]
    const zone = text === undefined ? undefined : find(text)
    if (text === undefined || zone === undefined) return false
    state.at += text.length
    state.zone = zone
    return true
  }

const fixedZone = (text: string): TimeZone | undefined => {
  const offset = text === 'Z' ? 0 : findOffset(text)
  return offset === undefined ? undefined : { id: text, offsetAt: () => offset }
}

const offset = zoned(/^(?:Z|[+-]\d{2}(?::?\d{2})?)/, fixedZone)

const readers: { readonly [L in PatternLetter]: Reader } = {
  G: (state) => readLiteral('AD', state),
  u: year,
  y: year,
  Y: () => false,
  D: digits('dayOfYear', 3),
  M: month,
  L: month,
  d: digits('day', 2),
  Q: () => false,
  q: () => false,
  w: () => false,
  W: () => false,
  E: (state, count, reserved) => named('weekday', dayNames, 0)(state, Math.max(3, count), reserved),
  a: (state) => {
    const half = ['AM', 'PM'].indexOf(state.text.slice(state.at, state.at + 2))
    state.at += 2
    return store(state, 'half', half < 0 ? undefined : half)
  },
  h: digits('hour12', 2, (value) => (value === 12 ? 0 : inside(1, 11)(value))),
  K: digits('hour12', 2, inside(0, 11)),
  k: digits('hour', 2, (value) => (value === 24 ? 0 : inside(1, 23)(value))),
  H: digits('hour', 2, inside(0, 23)),
  m: digits('minute', 2, inside(0, 59)),
  s: digits('second', 2, inside(0, 59)),
  S: (state, count) => {
    const fraction = state.text.slice(state.at, state.at + count)
    state.at += count
    return store(
      state,
      'milli',
      /^\d+$/.test(fraction) && fraction.length === count ? Number(fraction.padEnd(3, '0').slice(0, 3)) : undefined,
    )
  },
  V: zoned(/^[A-Za-z0-9~/._+:-]+/, findZoneByName),
  z: zoned(/^[A-Za-z][A-Za-z0-9~/._+:-]*/, findZoneByName),
  O: zoned(/^GMT(?:[+-]\d{1,2}(?::\d{2})?)?/, (text) => fixedZone(text === 'GMT' ? 'Z' : text.slice(3))),
  X: offset,
  x: offset,
  Z: zoned(/^(?:GMT)?(?:Z|[+-]\d{2}:?\d{2})|^GMT/, (text) => fixedZone(text.replace('GMT', '') || 'Z')),
}

function findLocalMs(fields: Fields): number | undefined {
  const hour = findHour(fields)
  const year = fields.get('year')
  const [month, day] = year === undefined ? [] : monthAndDay(fields, year)
  if (hour === undefined || year === undefined || month === undefined || day === undefined) return undefined
  const time = { minute: fields.get('minute') ?? 0, second: fields.get('second') ?? 0, milli: fields.get('milli') ?? 0 }
  const local = findLocal({ year, month, day, hour, ...time })
  const weekday = fields.get('weekday')
  return local === undefined || (weekday ?? weekdayOf(dayNumber(local))) !== weekdayOf(dayNumber(local))
    ? undefined
    : local
}

/** A day of the year stands for both, and must agree with what else is there. */
function monthAndDay(fields: Fields, year: number): readonly (number | undefined)[] {
  const [month, day, dayOfYear] = [fields.get('month'), fields.get('day'), fields.get('dayOfYear')]
  if (dayOfYear === undefined) return [month, day]
  const date = new Date(utcMs(year, 1, dayOfYear, 0, 0, 0, 0))
  const found = [date.getUTCMonth() + 1, date.getUTCDate()] as const
  const agrees = date.getUTCFullYear() === year && (month ?? found[0]) === found[0] && (day ?? found[1]) === found[1]
  return agrees && dayOfYear > 0 ? found : []
}

/** Twelve-hour fields need AM or PM, and the other way round. */
function findHour(fields: Fields): number | undefined {
  const [half, hour12, hour] = [fields.get('half'), fields.get('hour12'), fields.get('hour')]
  if ((half === undefined) !== (hour12 === undefined)) return undefined
  if (half === undefined || hour12 === undefined) return hour ?? 0
  return hour === undefined || hour === hour12 + 12 * half ? hour12 + 12 * half : undefined
}
