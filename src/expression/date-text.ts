import { findOffset, type TimeZone, utc, utcMs } from './time-zone.ts'

/**
 * Dates are text in ISO 8601 and mean an instant: `2023-01-01T23:59:59.123456+0800`, or a day as `2023-01-01Z`, always with a
 * zone. Between milliseconds the rest is cut off. Years 1 to 9999; what lies outside is no date.
 */
const isoForm = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{1,2}(?::?\d{2})?)$/

/** Milliseconds since 1970, or undefined when the text is no date (null, empty, another format, a day that does not exist). */
export function findInstant(text: string | null): number | undefined {
  const match = text === null ? null : isoForm.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second, fraction, zone = ''] = match
  const offset = zone === 'Z' ? 0 : findOffset(zone)
  const local = findLocal({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    milli: Number((fraction ?? '').padEnd(3, '0').slice(0, 3)),
  })
  return offset === undefined || local === undefined ? undefined : inRange(local - offset * 1000)
}

export interface LocalTime {
  readonly year: number
  /** 1 to 12 */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly milli: number
}

/** The milliseconds of a local time as if it were UTC, or undefined when a field is out of range. */
export function findLocal(local: LocalTime): number | undefined {
  const ms = utcMs(local.year, local.month, local.day, local.hour, local.minute, local.second, local.milli)
  const back = localTime(ms, utc)
  const isSame = (Object.keys(local) as (keyof LocalTime)[]).every((field) => local[field] === back[field])
  return isSame ? inRange(ms) : undefined
}

const earliest = utcMs(1, 1, 1, 0, 0, 0, 0)
const latest = utcMs(9999, 12, 31, 23, 59, 59, 999)

export const inRange = (ms: number): number | undefined => (ms >= earliest && ms <= latest ? ms : undefined)

export function localTime(epochMs: number, zone: TimeZone): LocalTime {
  const date = new Date(epochMs + zone.offsetAt(epochMs) * 1000)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    milli: date.getUTCMilliseconds(),
  }
}

/** The default form, `2023-01-01T23:59:59.001Z`; null for what is no date. */
export const dateText = (epochMs: number | undefined): string | null =>
  epochMs === undefined || inRange(epochMs) === undefined ? null : new Date(epochMs).toISOString()

/** Whole months later (or earlier); the day is the month's last where it has no such day. */
export function addMonths(epochMs: number, months: number): number {
  const { year, month, day, hour, minute, second, milli } = localTime(epochMs, utc)
  const first = utcMs(year, month + months, 1, hour, minute, second, milli)
  if (Number.isNaN(first)) return first
  return first + (Math.min(day, lengthOfMonth(year, month + months)) - 1) * 86_400_000
}

/** Complete months between two days (the time of day does not count) and the days that remain, both of one sign, as Java counts. */
export function periodBetween(from: number, to: number): { readonly months: number; readonly days: number } {
  const [first, last] = [localTime(from, utc), localTime(to, utc)]
  const months = (last.year - first.year) * 12 + last.month - first.month
  const days = last.day - first.day
  if (months > 0 && days < 0)
    return { months: months - 1, days: dayNumber(to) - dayNumber(addMonths(from, months - 1)) }
  if (months < 0 && days > 0) return { months: months + 1, days: days - lengthOfMonth(last.year, last.month) }
  return { months, days }
}

const lengthOfMonth = (year: number, month: number): number =>
  new Date(utcMs(year, month + 1, 0, 0, 0, 0, 0)).getUTCDate()

/** Days since 1970-01-01. */
export const dayNumber = (epochMs: number): number => Math.floor(epochMs / 86_400_000)

/** 0 is Sunday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7
