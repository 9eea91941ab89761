/** Zones: an offset, or a region of the IANA database (the one in Node). Offsets are seconds east of Greenwich. */
export interface TimeZone {
  readonly id: string
  /** Of the database, so that it has names. */
  readonly isRegion?: true
  readonly offsetAt: (epochMs: number) => number
}

export const utc: TimeZone = { id: 'UTC', offsetAt: () => 0 }

const offsetForm = /^([+-])(\d{1,2})(?::?(\d{2}))?$/

/** `+01:00`, `+0100`, `+01`, `+1`, `+800` as seconds, at most 18 hours; undefined when it is none. */
export function findOffset(text: string): number | undefined {
  const match = offsetForm.exec(text)
  const [hours, minutes] = [Number(match?.[2] ?? Number.NaN), Number(match?.[3] ?? 0)]
  const seconds = hours * 3600 + minutes * 60
  return match !== null && minutes < 60 && seconds <= 18 * 3600
    ? (match[1] === '-' ? -seconds : seconds) + 0
    : undefined
}

/** Z, an offset, GMT, UTC or UT with or without an offset, or a region as Europe/Paris. Other single letters are none. */
export function findTimeZone(text: string): TimeZone | undefined {
  const [, prefix = '', rest = ''] = /^(GMT|UTC|UT)?(.*)$/s.exec(text) ?? []
  const offset = rest === '' || text === 'Z' ? 0 : findOffset(rest)
  if (offset !== undefined && text !== '')
    return { id: rest === '' ? prefix : prefix + offsetId(offset), offsetAt: () => offset }
  return /^[A-Za-z][A-Za-z0-9~/._+-]+$/.test(text) ? findRegion(text) : undefined
}

function offsetId(seconds: number): string {
  if (seconds === 0) return 'Z'
  const minutes = Math.abs(seconds) / 60
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  return `${seconds < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}

/** Formatters are slow to make, large, and few are used: some are kept, and what is no zone is not. */
const formatters = new Map<string, Intl.DateTimeFormat>()
const formatterLimit = 64

function keep(key: string, make: () => Intl.DateTimeFormat | undefined): Intl.DateTimeFormat | undefined {
  const formatter = formatters.get(key) ?? make()
  if (formatter === undefined) return undefined
  if (formatters.size >= formatterLimit) formatters.clear()
  formatters.set(key, formatter)
  return formatter
}

function findRegion(id: string): TimeZone | undefined {
  const formatter = keep(id, () => makeFormatter(id))
  return formatter && { id, isRegion: true, offsetAt: (epochMs) => regionOffset(formatter, epochMs) }
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const
    return new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...numeric, second: 'numeric', era: 'short' })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function regionOffset(formatter: Intl.DateTimeFormat, epochMs: number): number {
  const parts = new Map(formatter.formatToParts(epochMs).map(({ type, value }) => [type, value]))
  const field = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type) ?? 0)
  const year = parts.get('era') === 'BC' ? 1 - field('year') : field('year')
  const local = utcMs(year, field('month'), field('day'), field('hour'), field('minute'), field('second'), 0)
  return local / 1000 - Math.floor(epochMs / 1000)
}

/** Date.UTC without its special years 0 to 99. Months count from 1; what is out of range runs over. */
export function utcMs(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  milli: number,
): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second, milli)
  return date.getTime()
}

/** The instant of a local time; in a gap it moves forward by its length, in an overlap the earlier instant counts (Java's rule). */
export function instantOfLocal(localMs: number, zone: TimeZone): number {
  const dayMs = 86_400_000
  const before = zone.offsetAt(localMs - dayMs)
  const after = zone.offsetAt(localMs + dayMs)
  const fits = [before, after].find((offset) => zone.offsetAt(localMs - offset * 1000) === offset)
  return localMs - (fits ?? before) * 1000
}

/** Where one English has no letters for a zone (GMT+1), another has (CET). */
const locales = ['en-US', 'en-GB', 'en-AU', 'en-IN']

/** The name people use: PST or Pacific Standard Time; GMT+9 where there are no letters for it. */
export function zoneName(zone: TimeZone, epochMs: number, timeZoneName: 'short' | 'long'): string {
  if (zone.isRegion !== true && zone.id !== 'UTC') return zone.id
  const names = locales.map((locale) => {
    const make = (): Intl.DateTimeFormat => new Intl.DateTimeFormat(locale, { timeZone: zone.id, timeZoneName })
    const parts = keep(`${zone.id} ${locale} ${timeZoneName}`, make)?.formatToParts(epochMs) ?? []
    return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone.id
  })
  return names.find((name) => !name.startsWith('GMT+') && !name.startsWith('GMT-')) ?? names[0] ?? zone.id
}

/** Names of zones in text that is read: what American and European mail and logs use. */
const abbreviations: Readonly<Record<string, string>> = {
  EST: 'America/New_York',
  EDT: 'America/New_York',
  CST: 'America/Chicago',
  CDT: 'America/Chicago',
  MST: 'America/Denver',
  MDT: 'America/Denver',
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  WET: 'Europe/Lisbon',
  WEST: 'Europe/Lisbon',
  CET: 'Europe/Paris',
  CEST: 'Europe/Paris',
  EET: 'Europe/Athens',
  EEST: 'Europe/Athens',
}

export const findZoneByName = (text: string): TimeZone | undefined =>
  findTimeZone(Object.hasOwn(abbreviations, text) ? (abbreviations[text] ?? text) : text)
