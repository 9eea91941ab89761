/**
 * Times as Windows, PowerShell and Microsoft's services print them. Nothing here reads a clock. A local time stays without `Z`, and a
 * date that may be day first or month first stays as it was printed: both are marked, to be shown and never judged.
 */
export interface Moment {
  /** `2025-07-10T17:22:14.000Z`; `2025-07-10T17:22:14.000` for a local time; as printed where day and month may be swapped. */
  readonly value: string
  readonly isAmbiguous?: true
}

/** Undefined for what is no time, or none that can be (the 31st of February). */
export function findMoment(text: string): Moment | undefined {
  const written = text
    .trim()
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/\s*\(local\)$/, '')
  if (written.length < 8 || written.length > 64) return undefined
  return (
    readIso(written) ??
    readHttpDate(written) ??
    readJsonDate(written) ??
    readNumericDate(written) ??
    readNamedDate(written)
  )
}

/** A FILETIME as LDAP and PowerShell write it: 100-nanosecond intervals since 1601; `0` and the largest number mean never. */
export function findFiletime(text: string): Moment | undefined {
  if (!/^\d{17,19}$/.test(text.trim())) return undefined
  const milliseconds = Number(BigInt(text.trim()) / 10_000n) - 11_644_473_600_000
  return milliseconds > 253_402_300_799_999 ? undefined : utc(new Date(milliseconds))
}

/** `2026-01-02T03:04:05.678Z`, `2026-01-02 03:04:05.678 UTC`, `2026-01-02 03:04:05Z`, with an offset, or without zone. */
function readIso(text: string): Moment | undefined {
  const form =
    /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)? ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?$/i
  const [whole, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = form.exec(text) ?? []
  const date = whole === undefined ? undefined : utcDate({ year, month, day, hour, minute, second, fraction })
  if (date === undefined) return undefined
  return zone === undefined ? local(date) : utc(new Date(date.getTime() - offsetMilliseconds(zone)))
}

/** `Wed, 09 Jul 2025 02:14:22 GMT` [RFC9110 §5.6.7] */
function readHttpDate(text: string): Moment | undefined {
  const form = /^(?:[a-z]{3}, )?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|UTC)$/i
  const [whole, day, name = '', year, hour, minute, second] = form.exec(text) ?? []
  const date = whole === undefined ? undefined : utcDate({ year, month: monthOf(name), day, hour, minute, second })
  return date && utc(date)
}

/** `/Date(1752027262000)/`, as Windows PowerShell's ConvertTo-Json writes a DateTime. */
function readJsonDate(text: string): Moment | undefined {
  const milliseconds = /^\/Date\((-?\d{1,13})(?:[+-]\d{4})?\)\/$/.exec(text)?.[1]
  return milliseconds === undefined ? undefined : utc(new Date(Number(milliseconds)))
}

/** `7/9/2025 2:14:22 AM`, `09.07.2025 02:14:22`, `09/07/2025 02:14`, `2025/07/09 2:14:22`; dots are day first everywhere. */
function readNumericDate(text: string): Moment | undefined {
  const form =
    /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4}),?(?: (\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,7}))?)?(?: ?([ap])\.? ?m\.?)?)?$/i
  const match = form.exec(text)
  if (match === null) return undefined
  const [, first = '', separator, second = '', third = '', hour = '0', minute, seconds, fraction, half] = match
  const clock = { hour: hourOf(hour, half), minute, second: seconds, fraction }
  if (first.length === 4) return local(utcDate({ year: first, month: second, day: third, ...clock }))
  if (third.length !== 4) return undefined
  const dayFirst = utcDate({ year: third, month: second, day: first, ...clock })
  const monthFirst = separator === '/' ? utcDate({ year: third, month: first, day: second, ...clock }) : undefined
  const isEither = dayFirst !== undefined && monthFirst !== undefined && first !== second
  return isEither ? { value: text, isAmbiguous: true } : local(dayFirst ?? monthFirst)
}

/** `Wednesday, July 9, 2025 2:14:22 AM`, `09 July 2025 02:14:22`: PowerShell's long dates in English. */
function readNamedDate(text: string): Moment | undefined {
  const form =
    /^(?:[a-z]+,? )?(?:([a-z]{3,9}) (\d{1,2})|(\d{1,2}) ([a-z]{3,9})),? (\d{4})(?: (\d{1,2}):(\d\d)(?::(\d\d))?(?: ?([ap])m)?)?$/i
  const match = form.exec(text)
  if (match === null) return undefined
  const [, nameFirst, dayAfter, dayFirst, nameAfter, year, hour = '0', minute, second, half] = match
  const month = monthOf(nameFirst ?? nameAfter ?? '')
  return local(utcDate({ year, month, day: dayAfter ?? dayFirst, hour: hourOf(hour, half), minute, second }))
}

type DatePart = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction'

/** Undefined where a part is out of its range, which `Date.UTC` would carry over. */
function utcDate(parts: { readonly [Part in DatePart]?: string | undefined }): Date | undefined {
  const [year, month, day] = [Number(parts.year), Number(parts.month), Number(parts.day)]
  const [hour, minute, second] = [Number(parts.hour), Number(parts.minute ?? 0), Number(parts.second ?? 0)]
  const milliseconds = Number((parts.fraction ?? '').slice(0, 3).padEnd(3, '0'))
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds))
  const isInRange =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60
  return isInRange && year >= 1600 ? date : undefined
}

function utc(date: Date): Moment | undefined {
  return Number.isNaN(date.getTime()) ? undefined : { value: date.toISOString() }
}

function local(date: Date | undefined): Moment | undefined {
  return date && { value: date.toISOString().slice(0, -1), isAmbiguous: true }
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function monthOf(name: string): string {
  return String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1)
}

function hourOf(hour: string, half: string | undefined): string {
  if (half === undefined) return hour
  return String((Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0))
}

function offsetMilliseconds(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? []
  return sign === undefined ? 0 : (sign === '-' ? -60_000 : 60_000) * (Number(hours) * 60 + Number(minutes))
}
