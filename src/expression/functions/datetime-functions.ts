import { IdpError } from '../../errors.ts'
import { toDouble } from '../arithmetic.ts'
import { findBigDecimal } from '../big-decimal.ts'
import { isProblem, type PatternPart, type PatternUse, parseDatePattern } from '../date-pattern.ts'
import {
  addMonths,
  dateText,
  dayNumber,
  findInstant,
  findLocal,
  type LocalTime,
  localTime,
  periodBetween,
} from '../date-text.ts'
import { countOutput, countSteps, type Evaluation } from '../evaluation.ts'
import { findDate } from '../find-date.ts'
import { formatDate } from '../format-date.ts'
import { readKey } from '../properties.ts'
import { findTimeZone, type TimeZone, utc } from '../time-zone.ts'
import { type ExpressionValue, intValue, isNumber, longValue } from '../value.ts'
import { type CallSite, defineFor, type ExpressionFunction, type Parameter } from './expression-function.ts'

const define = defineFor('datetime')

const inputDate = { name: 'inputDate', kind: 'string' } as const satisfies Parameter
const dateTime1 = { name: 'inputDateTime1', kind: 'string' } as const satisfies Parameter
const dateTime2 = { name: 'inputDateTime2', kind: 'string' } as const satisfies Parameter
const fallback = { name: 'defaultIfNotDate', kind: 'any' } as const satisfies Parameter

const dayMs = 86_400_000

/** addDays and its like: what a unit adds, and the row for it. */
function adder(
  name: string,
  unit: string,
  example: string,
  result: string,
  add: (ms: number, n: number) => number,
): ExpressionFunction {
  return define({
    name,
    parameters: [inputDate, { name: unit, kind: 'int' }],
    returns: 'string',
    doc: `The date that many ${unit} later (negative: earlier), in UTC; null when the input is no date.`,
    examples: [{ expression: `#datetime.${name}(${example})`, result: `"${result}"` }],
    run: ([text, n]) => {
      const ms = findInstant(text)
      return ms === undefined ? null : dateText(add(ms, n))
    },
  })
}

/** getYear and its like. */
function getter(name: string, field: keyof LocalTime, doc: string, result: number): ExpressionFunction {
  return define({
    name,
    parameters: [inputDate],
    returns: 'int',
    doc: `${doc} in UTC; -1 when the input is no date.`,
    examples: [{ expression: `#datetime.${name}('2021-01-31T23:59:58Z')`, result: String(result) }],
    run: ([text]) => {
      const ms = findInstant(text)
      return intValue(ms === undefined ? -1 : localTime(ms, utc)[field])
    },
  })
}

/** daysBetween and its like: they compare days, the time of day does not count. */
function counter(
  name: string,
  unit: string,
  example: string,
  result: number,
  count: (from: number, to: number) => number,
): ExpressionFunction {
  return define({
    name,
    parameters: [dateTime1, dateTime2, fallback],
    returns: 'long',
    doc: `The complete ${unit} from the first day to the second (the time of day does not count), negative when the second is earlier; the default when one is no date.`,
    examples: [{ expression: `#datetime.${name}(${example}, -1)`, result: String(result) }],
    run: ([first, second, otherwise]) => {
      const [from, to] = [findInstant(first), findInstant(second)]
      return from === undefined || to === undefined ? otherwise : longValue(BigInt(count(from, to)))
    },
  })
}

const daysBetween = (from: number, to: number): number => dayNumber(to) - dayNumber(from)

/** #datetime: dates are text in ISO 8601 with a zone; what is no date gives null, -1 or the default, never an error. */
export const datetimeFunctions: readonly ExpressionFunction[] = [
  adder('addDays', 'days', "'2021-03-01Z', -1", '2021-02-28T00:00:00.000Z', (ms, n) => ms + n * dayMs),
  adder('addMonths', 'months', "'2020-12-31T01:01:01.001Z', 2", '2021-02-28T01:01:01.001Z', addMonths),
  adder('addYears', 'years', "'2021-01-31T01:01:01Z', 1", '2022-01-31T01:01:01.000Z', (ms, n) => addMonths(ms, n * 12)),
  adder(
    'addHours',
    'hours',
    "'2020-12-31T23:59:59.001Z', 3",
    '2021-01-01T02:59:59.001Z',
    (ms, n) => ms + n * 3_600_000,
  ),
  adder('addMinutes', 'minutes', "'2021-01-31T23:59:59Z', 10", '2021-02-01T00:09:59.000Z', (ms, n) => ms + n * 60_000),
  adder('addSeconds', 'seconds', "'2021-02-28Z', 1", '2021-02-28T00:00:01.000Z', (ms, n) => ms + n * 1000),
  getter('getDayOfMonth', 'day', 'The day of the month, 1 to 31,', 31),
  getter('getMonth', 'month', 'The month, 1 to 12,', 1),
  getter('getYear', 'year', 'The year', 2021),
  getter('getHour', 'hour', 'The hour, 0 to 23,', 23),
  getter('getMinute', 'minute', 'The minute, 0 to 59,', 59),
  getter('getSecond', 'second', 'The second, 0 to 59,', 58),
  define({
    name: 'now',
    parameters: [],
    returns: 'string',
    doc: 'The date and time of the evaluation, in UTC.',
    examples: [{ expression: '#string.length(#datetime.now())', result: '24' }],
    run: (_, __, evaluation) => dateText(evaluation.ports.now().getTime()),
  }),
  define({
    name: 'toDateTime',
    parameters: [
      { name: 'year', kind: 'int' },
      { name: 'month', kind: 'int' },
      { name: 'dayOfMonth', kind: 'int' },
      { name: 'hour', kind: 'int' },
      { name: 'minute', kind: 'int' },
      { name: 'second', kind: 'int' },
    ],
    returns: 'string',
    doc: 'The date of these fields in UTC; null when one is out of range.',
    examples: [
      { expression: '#datetime.toDateTime(2021, 1, 31, 10, 15, 0)', result: '"2021-01-31T10:15:00.000Z"' },
      { expression: '#datetime.toDateTime(2021, 2, 29, 0, 0, 0)', result: 'null' },
    ],
    run: ([year, month, day, hour, minute, second]) =>
      dateText(findLocal({ year, month, day, hour, minute, second, milli: 0 })),
  }),
  define({
    name: 'toDate',
    parameters: [inputDate],
    returns: 'string',
    doc: 'The day in UTC; null when the input is no date.',
    examples: [{ expression: "#datetime.toDate('2021-02-28T23:00:00-0200')", result: '"2021-03-01Z"' }],
    run: ([text]) => written(text, utc, dayForm),
  }),
  define({
    name: 'toTime',
    parameters: [inputDate],
    returns: 'string',
    doc: 'The time of day in UTC, with milliseconds where there are any; null when the input is no date.',
    examples: [
      { expression: "#datetime.toTime('2021-01-31T23:59:59Z')", result: '"23:59:59Z"' },
      { expression: "#datetime.toTime('2021-01-31T23:59:59.5Z')", result: '"23:59:59.500Z"' },
    ],
    run: ([text]) => written(text, utc, timeForm),
  }),
  define({
    name: 'format',
    parameters: [inputDate, { name: 'pattern', kind: 'string' }],
    returns: 'string',
    doc: "The date in UTC by a pattern of Java's DateTimeFormatter, in English; null when the input is no date or the pattern cannot be read.",
    examples: [
      {
        expression: "#datetime.format('2021-01-01T09:15:00Z', 'EEEE, dd MMMM; h:mm a')",
        result: '"Friday, 01 January; 9:15 AM"',
      },
      { expression: "#datetime.format('2021-02-28Z', \"QQQQ 'of year' yyyy\")", result: '"1st quarter of year 2021"' },
    ],
    check: ([, pattern], site) => checkPattern(pattern, 'write', site),
    run: ([text, pattern], _, evaluation) => (pattern === null ? null : writtenBy(text, utc, pattern, evaluation)),
  }),
  define({
    name: 'compare',
    parameters: [dateTime1, dateTime2],
    returns: 'int',
    doc: '-1, 0 or 1 as the first date is earlier, the same or later; what is no date comes first.',
    examples: [{ expression: "#datetime.compare('2021-01-01T00:00:01Z', '2021-01-01T00:00:00Z')", result: '1' }],
    run: ([first, second]) => intValue(Math.sign(orderOf(first) - orderOf(second))),
  }),
  counter('daysBetween', 'days', "'2021-01-03T00:00:01Z', '2021-01-01T10:30:00Z'", -2, daysBetween),
  counter('weeksBetween', 'weeks', "'2021-01-15T00:00:01Z', '2021-01-01T10:30:00Z'", -2, (from, to) =>
    Math.trunc(daysBetween(from, to) / 7),
  ),
  counter(
    'monthsBetween',
    'months',
    "'2021-02-01T00:00:01Z', '2021-03-01T10:30:00Z'",
    1,
    (from, to) => periodBetween(from, to).months,
  ),
  counter('yearsBetween', 'years', "'2022-01-01T00:00:01Z', '2021-01-01T10:30:00Z'", -1, (from, to) =>
    Math.trunc(periodBetween(from, to).months / 12),
  ),
  define({
    name: 'periodBetween',
    parameters: [dateTime1, dateTime2, fallback],
    returns: 'string',
    doc: 'The years, months and days from the first day to the second as an ISO 8601 period, each negative when the second is earlier; the default when one is no date.',
    examples: [
      { expression: "#datetime.periodBetween('2021-01-01Z', '2022-02-11Z', null)", result: '"P1Y1M10D"' },
      { expression: "#datetime.periodBetween('2021-01-01Z', '2021-01-01T12:00:00Z', null)", result: '"P0D"' },
    ],
    run: ([first, second, otherwise]) => {
      const [from, to] = [findInstant(first), findInstant(second)]
      return from === undefined || to === undefined ? otherwise : periodText(from, to)
    },
  }),
  define({
    name: 'toUnixTimestamp',
    parameters: [{ name: 'inputDateTime', kind: 'string' }],
    returns: 'string',
    doc: 'The whole seconds since 1970-01-01T00:00:00Z, as text; null when the input is no date.',
    examples: [{ expression: "#datetime.toUnixTimestamp('2020-12-31T23:59:59.001Z')", result: '"1609459199"' }],
    run: ([text]) => {
      const ms = findInstant(text)
      return ms === undefined ? null : String(Math.floor(ms / 1000))
    },
  }),
  define({
    name: 'fromUnixTimestamp',
    parameters: [{ name: 'epochSeconds', kind: 'any' }],
    returns: 'string',
    doc: 'The date so many seconds after 1970-01-01T00:00:00Z; null for null, for what is no number, and outside the years 1 to 9999.',
    examples: [{ expression: '#datetime.fromUnixTimestamp(1609459199)', result: '"2020-12-31T23:59:59.000Z"' }],
    run: ([seconds]) => {
      const number = typeof seconds === 'string' ? findBigDecimal(seconds.trim()) : seconds
      return number !== undefined && isNumber(number) ? dateText(Math.trunc(toDouble(number)) * 1000) : null
    },
  }),
  define({
    name: 'parse',
    parameters: [
      { name: 'inputDateTime', kind: 'string' },
      { name: 'format', kind: 'string' },
      { name: 'options', kind: 'any' },
    ],
    returns: 'string',
    doc: "The date in UTC, read from text by a pattern of Java's DateTimeFormatter. Without a zone in the text it is UTC, or the zone of {'zoneid': 'Europe/Paris'}. null when the text does not fit or year, month or day is missing.",
    examples: [
      {
        expression: "#datetime.parse('2022-01-01', 'yyyy-MM-dd', {'zoneid': 'America/Vancouver'})",
        result: '"2022-01-01T08:00:00.000Z"',
      },
      { expression: "#datetime.parse('2022-01-01 PST', 'yyyy-MM-dd z', null)", result: '"2022-01-01T08:00:00.000Z"' },
      {
        expression: "#datetime.parse('03/12/2021 09:30:45', 'dd/MM/yyyy HH:mm:ss', null)",
        result: '"2021-12-03T09:30:45.000Z"',
      },
    ],
    check: ([, format], site) => checkPattern(format, 'read', site),
    run: ([text, format, options], _, evaluation) => {
      const parts = format === null ? null : findPattern(format, 'read')
      const zone = zoneOption(options, evaluation)
      return text === null || parts === null || zone === undefined ? null : dateText(findDate(parts, text, zone))
    },
  }),
  define({
    name: 'toDateTimeInTimezone',
    parameters: [
      { name: 'inputDateTime', kind: 'string' },
      { name: 'timezone', kind: 'string' },
      { name: 'pattern', kind: 'string' },
    ],
    returns: 'string',
    doc: "The date in a zone (Europe/Paris, +0100, Z) by a pattern of Java's DateTimeFormatter; without one as yyyy-MM-dd'T'HH:mm:ss[.SSS]Z, with milliseconds where there are any. null when the input is no date or the zone or pattern cannot be read.",
    examples: [
      {
        expression: "#datetime.toDateTimeInTimezone('2023-01-01T04:30:30.000Z', 'America/Vancouver', null)",
        result: '"2022-12-31T20:30:30-0800"',
      },
      {
        expression:
          "#datetime.toDateTimeInTimezone('2023-01-01T04:30:30.123Z', 'America/Vancouver', 'dd-MM-YYYY hh:mm a')",
        result: '"31-12-2022 08:30 PM"',
      },
    ],
    check: ([, , pattern], site) => checkPattern(pattern, 'write', site),
    run: ([text, timezone, pattern], _, evaluation) => {
      const zone = timezone === null ? undefined : findZone(timezone, evaluation)
      if (zone === undefined) return null
      return pattern === null ? written(text, zone, zonedForm) : writtenBy(text, zone, pattern, evaluation)
    },
  }),
]

/** A form with and without milliseconds: `[.SSS]` is left out when they are 0. */
interface DefaultForm {
  readonly whole: readonly PatternPart[]
  readonly exact: readonly PatternPart[]
}

const form = (pattern: string): readonly PatternPart[] => findPattern(pattern, 'write') ?? []
const defaultForm = (before: string, after: string): DefaultForm => ({
  whole: form(before + after),
  exact: form(`${before}.SSS${after}`),
})

const dayForm: DefaultForm = { whole: form('yyyy-MM-ddX'), exact: form('yyyy-MM-ddX') }
const timeForm = defaultForm('HH:mm:ss', 'X')
const zonedForm = defaultForm("yyyy-MM-dd'T'HH:mm:ss", 'Z')

function written(text: string | null, zone: TimeZone, { whole, exact }: DefaultForm): string | null {
  const ms = findInstant(text)
  return ms === undefined ? null : formatDate(ms % 1000 === 0 ? whole : exact, ms, zone)
}

function writtenBy(text: string | null, zone: TimeZone, pattern: string, evaluation: Evaluation): string | null {
  const ms = findInstant(text)
  const parts = findPattern(pattern, 'write')
  if (ms === undefined || parts === null) return null
  const made = formatDate(parts, ms, zone)
  countOutput(evaluation, made.length)
  return made
}

function findPattern(pattern: string, use: PatternUse): readonly PatternPart[] | null {
  const parsed = parseDatePattern(pattern, use)
  return isProblem(parsed) ? null : parsed
}

function checkPattern(pattern: ExpressionValue | undefined, use: PatternUse, site: CallSite): void {
  const parsed = typeof pattern === 'string' ? parseDatePattern(pattern, use) : []
  if (isProblem(parsed)) throw new IdpError('EXPRESSION_DATE_PATTERN', { column: site.column, ...parsed })
}

function zoneOption(options: ExpressionValue, evaluation: Evaluation): TimeZone | undefined {
  if (options === null) return utc
  const isKeyed = typeof options === 'object' && (options.kind === 'map' || options.kind === 'record')
  const zoneid = isKeyed ? readKey(options, 'zoneid', evaluation) : false
  return zoneid === null ? utc : typeof zoneid === 'string' ? findZone(zoneid, evaluation) : undefined
}

/** Making a zone's formatters is slow. */
function findZone(id: string, evaluation: Evaluation): TimeZone | undefined {
  countSteps(evaluation, 20)
  return findTimeZone(id)
}

const orderOf = (text: string | null): number => findInstant(text) ?? Number.MIN_SAFE_INTEGER

function periodText(from: number, to: number): string {
  const { months, days } = periodBetween(from, to)
  const parts = [
    [Math.trunc(months / 12), 'Y'],
    [months % 12, 'M'],
    [days, 'D'],
  ] as const
  const text = parts.map(([value, unit]) => (value === 0 ? '' : `${value}${unit}`)).join('')
  return `P${text || '0D'}`
}
