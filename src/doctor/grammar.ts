/** The types of values in foreign output: each takes text and gives the one spelling we use, or undefined when it is no such thing. */

export const guidPattern = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}'

const guid = new RegExp(`^\\{?(${guidPattern})\\}?$`)

/** `{3F0817B9-…}` -> lower-case, without braces. */
export function findGuid(text: string): string | undefined {
  return guid.exec(text.trim())?.[1]?.toLowerCase()
}

/** `S-1-5-21-…` or `S-1-12-1-…`. */
export function findSid(text: string): string | undefined {
  return /^S-1-\d{1,10}(?:-\d{1,10}){1,15}$/i.test(text.trim()) ? text.trim().toUpperCase() : undefined
}

const label = '[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?'
const dnsName = new RegExp(`^${label}(?:\\.${label})+\\.?$`)

/** A DNS name of two labels or more, lower-case, without a final dot. */
export function findDnsName(text: string): string | undefined {
  const name = text.trim()
  return name.length <= 253 && dnsName.test(name) ? name.toLowerCase().replace(/\.$/, '') : undefined
}

/** `name@suffix`, as it stands. */
export function findUpn(text: string): string | undefined {
  const [, prefix = '', suffix = ''] = /^([^\s@"/\\[\]:;|=,+*?<>]{1,64})@(\S{1,253})$/.exec(text.trim()) ?? []
  return prefix !== '' && findDnsName(suffix) !== undefined ? `${prefix}@${suffix}` : undefined
}

/** http or https without user, password and fragment, as it stands. */
export function findUrl(text: string): string | undefined {
  const trimmed = text.trim()
  if (!/^https?:\/\/[!-~]{1,2000}$/i.test(trimmed) || /["'<>\\^`{|}]/.test(trimmed) || !URL.canParse(trimmed))
    return undefined
  const { username, password, hash } = new URL(trimmed)
  return username === '' && password === '' && hash === '' ? trimmed : undefined
}

/** An HRESULT, NTSTATUS or Win32 error as hex or signed decimal -> `0xcaa20003`. */
export function findHexCode(text: string): string | undefined {
  const trimmed = text.trim()
  const [, digits] = /^0x([0-9a-f]{1,8})$/i.exec(trimmed) ?? []
  if (digits !== undefined) return `0x${digits.toLowerCase().replace(/^0+(?=.)/, '')}`
  return /^-\d{1,10}$/.test(trimmed) ? `0x${(Number(trimmed) >>> 0).toString(16)}` : undefined
}

/** The first AADSTS number in a text -> `AADSTS51004`. */
export function findAadsts(text: string): string | undefined {
  return /\bAADSTS(\d{4,8})\b/i.exec(text)?.[0].toUpperCase()
}

/** `2025-07-10 16:52:13.000 UTC`, ISO 8601 with a zone, or RFC 1123 `… GMT` -> ISO in UTC with milliseconds. A time without a zone is none. */
export function findUtcTime(text: string): string | undefined {
  const trimmed = text.trim()
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?) ?(?:UTC|Z)$/i.exec(trimmed) ?? []
  const iso = day === undefined ? trimmed : `${day}T${time}Z`
  const hasZone =
    /(?:Z|[+-]\d{2}:?\d{2}| GMT| UTC)$/i.test(iso) && /^(?:\d{4}-\d{2}-\d{2}T|[A-Z][a-z]{2}, \d)/.test(iso)
  const milliseconds = hasZone ? Date.parse(iso) : Number.NaN
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString()
}

/** Base64 of a DER SEQUENCE, blanks and line breaks in it taken out. */
export function findBase64Der(text: string): string | undefined {
  const joined = text.replace(/\s+/g, '')
  const isBase64 = joined.length >= 16 && joined.length % 4 === 0 && /^MI[A-Za-z0-9+/]+={0,2}$/.test(joined)
  return isBase64 ? joined : undefined
}
