/**
 * XML Schema's dateTime, for Timestamps, Lifetimes and SAML's instants.
 * In: text from outside (untrusted), or a Date. Out: a Date, or text in UTC with milliseconds, as AD FS writes it. [XSD2 §3.2.7]
 * Says nothing of whether the moment is acceptable.
 */

const form = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,12}))?(Z|[+-]\d\d:\d\d)?$/

/**
 * The moment, to the millisecond, or undefined for anything else. Clients send none, three or seven digits of fraction;
 * a time without zone is read as UTC, which Timestamps must be in [WSS11 §10].
 */
export function parseDateTime(text: string): Date | undefined {
  const match = form.exec(text.trim())
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}`
  const asIfUtc = new Date(`${written}Z`)
  // Date takes 24:00 and the 31st of a short month for the next day; such a text is not a time.
  if (Number.isNaN(asIfUtc.getTime()) || asIfUtc.toISOString() !== `${written}Z`) return undefined
  const minutes = offsetMinutes(zone)
  return minutes === undefined ? undefined : new Date(asIfUtc.getTime() - minutes * 60_000)
}

/** `2026-01-02T03:04:05.678Z` */
export function serializeDateTime(moment: Date): string {
  return moment.toISOString()
}

/** [XSD2 §3.2.7.3] zones reach from -14:00 to +14:00. */
function offsetMinutes(zone: string): number | undefined {
  if (zone === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(4))
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}
