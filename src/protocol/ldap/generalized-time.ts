/**
 * Generalized time, as AD writes currentTime and whenCreated: `20250709021422.0Z`. [RFC4517 §3.3.13]
 * In: text of an attribute. Out: the moment. Only the form AD writes is taken: seconds given, in UTC. [MS-ADTS §3.1.1.2.2.2]
 */

/** undefined for anything else. */
export function findGeneralizedTime(text: string): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:[.,](\d{1,3})\d*)?Z$/.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, fraction = ''] = match
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0')}Z`
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? undefined : date
}
