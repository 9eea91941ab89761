import { dayNames, monthNames, type PatternLetter, type PatternPart } from './date-pattern.ts'
import { dayNumber, type LocalTime, localTime, weekdayOf } from './date-text.ts'
import { type TimeZone, utcMs, zoneName } from './time-zone.ts'

/** Writes an instant in a zone by a pattern. Optional sections are always written: every field is known. */
export function formatDate(parts: readonly PatternPart[], epochMs: number, zone: TimeZone): string {
  const moment: Moment = {
    epochMs,
    zone,
    local: localTime(epochMs, zone),
    offset: zone.offsetAt(epochMs),
    names: new Map(),
  }
  return write(parts, moment)
}

interface Moment {
  readonly epochMs: number
  readonly zone: TimeZone
  readonly local: LocalTime
  /** Seconds. */
  readonly offset: number
  /** Of the zone, by style: they are slow to find. */
  readonly names: Map<'short' | 'long', string>
}

function write(parts: readonly PatternPart[], moment: Moment): string {
  return parts
    .map((part) => {
      if ('literal' in part) return part.literal
      return 'optional' in part ? write(part.optional, moment) : writers[part.letter](moment, part.count)
    })
    .join('')
}

type Writer = (moment: Moment, count: number) => string

const number =
  (pick: (moment: Moment) => number): Writer =>
  (moment, count) =>
    String(pick(moment)).padStart(count, '0')

/** Two letters are the last two digits; up to four digits are padded, more get a sign. */
const year =
  (pick: (moment: Moment) => number): Writer =>
  (moment, count) => {
    const value = pick(moment)
    return count === 2 ? String(value % 100).padStart(2, '0') : String(value).padStart(count, '0')
  }

/** 1 and 2: the number; 3: the first three letters; 4: the name; 5: one letter. */
const named =
  (list: readonly string[], indexOf: (moment: Moment) => number, numbers: Writer): Writer =>
  (moment, count) => {
    const name = list[indexOf(moment)] ?? ''
    return count < 3 ? numbers(moment, count) : count === 3 ? name.slice(0, 3) : count === 4 ? name : name.slice(0, 1)
  }

const weekday = ({ local }: Moment): number => weekdayOf(dayNumber(dayStart(local)))
const dayStart = (local: LocalTime): number => utcMs(local.year, local.month, local.day, 0, 0, 0, 0)
const dayOfYear = ({ local }: Moment): number =>
  dayNumber(dayStart(local)) - dayNumber(utcMs(local.year, 1, 1, 0, 0, 0, 0)) + 1
const quarterOf = ({ local }: Moment): number => Math.ceil(local.month / 3)
const month = named(
  monthNames,
  ({ local }) => local.month - 1,
  number(({ local }) => local.month),
)

const quarter: Writer = (moment, count) => {
  const value = quarterOf(moment)
  if (count === 3) return `Q${value}`
  return count === 4
    ? `${value}${['st', 'nd', 'rd', 'th'][value - 1] ?? ''} quarter`
    : String(value).padStart(count === 2 ? 2 : 1, '0')
}

/** The year whose first of January lies in this week or before it. */
function weekYear(moment: Moment): number {
  const newYear = dayNumber(utcMs(moment.local.year + 1, 1, 1, 0, 0, 0, 0))
  const firstDay = newYear - weekdayOf(newYear)
  return dayNumber(dayStart(moment.local)) >= firstDay ? moment.local.year + 1 : moment.local.year
}

const weekOfYear = (moment: Moment): number =>
  weekYear(moment) > moment.local.year ? 1 : weekFrom(utcMs(moment.local.year, 1, 1, 0, 0, 0, 0), dayOfYear(moment))

const weekOfMonth = ({ local }: Moment): number => weekFrom(utcMs(local.year, local.month, 1, 0, 0, 0, 0), local.day)

/** The week, from 1, of the n-th day of a period that starts there. */
const weekFrom = (start: number, day: number): number => Math.floor((day - 1 + weekdayOf(dayNumber(start))) / 7) + 1

function offsetText(offset: number, separator: string, shorten: boolean): string {
  const minutes = Math.abs(Math.trunc(offset / 60))
  const [hours, rest] = [Math.trunc(minutes / 60), minutes % 60].map((value) => String(value).padStart(2, '0'))
  const tail = shorten && rest === '00' ? '' : `${separator}${rest}`
  return `${offset < 0 ? '-' : '+'}${hours}${tail}`
}

const shortGmt = (offset: number): string => {
  const text = offsetText(offset, ':', true).replace(/^([+-])0/, '$1')
  return offset === 0 ? 'GMT' : `GMT${text}`
}

const longGmt = (offset: number): string => (offset === 0 ? 'GMT' : `GMT${offsetText(offset, ':', false)}`)

function nameOf({ zone, epochMs, names }: Moment, style: 'short' | 'long'): string {
  const name = names.get(style) ?? zoneName(zone, epochMs, style)
  names.set(style, name)
  return name
}

const isoOffset: Writer = ({ offset }, count) => offsetText(offset, count === 3 || count === 5 ? ':' : '', count === 1)

const writers: { readonly [L in PatternLetter]: Writer } = {
  G: (_, count) => (count < 4 ? 'AD' : count === 4 ? 'Anno Domini' : 'A'),
  u: year(({ local }) => local.year),
  y: year(({ local }) => local.year),
  Y: year(weekYear),
  D: number(dayOfYear),
  M: month,
  L: month,
  d: number(({ local }) => local.day),
  Q: quarter,
  q: quarter,
  w: number(weekOfYear),
  W: number(weekOfMonth),
  E: (moment, count) => named(dayNames, weekday, () => '')(moment, Math.max(3, count)),
  a: ({ local }) => (local.hour < 12 ? 'AM' : 'PM'),
  h: number(({ local }) => local.hour % 12 || 12),
  K: number(({ local }) => local.hour % 12),
  k: number(({ local }) => local.hour || 24),
  H: number(({ local }) => local.hour),
  m: number(({ local }) => local.minute),
  s: number(({ local }) => local.second),
  S: ({ local }, count) => String(local.milli).padStart(3, '0').padEnd(9, '0').slice(0, count),
  V: ({ zone }) => zone.id,
  z: (moment, count) => nameOf(moment, count === 4 ? 'long' : 'short'),
  O: ({ offset }, count) => (count === 1 ? shortGmt(offset) : longGmt(offset)),
  X: (moment, count) => (moment.offset === 0 ? 'Z' : isoOffset(moment, count)),
  x: isoOffset,
  Z: (moment, count) => {
    if (count === 4) return longGmt(moment.offset)
    if (count === 5) return moment.offset === 0 ? 'Z' : offsetText(moment.offset, ':', false)
    return offsetText(moment.offset, '', false)
  },
}
