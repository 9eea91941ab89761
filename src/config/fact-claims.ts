import { claimRequirements, type FactClaim, factClaims, secondFactorWords } from '../entra/claim-requirements.ts'
import type { AttributeMapping } from './application.ts'

/**
 * Which claims state facts of the sign-in, whatever way they are written: what settings checks refuse and `map` refuses again is
 * decided here, once.
 */

/**
 * The fact claim that a claim is, or could be taken for. Name and namespace are read as whoever joins them reads them, without regard to
 * case, blanks and doubled slashes; only the last part of that URI counts.
 */
export function findFactClaim(name: string, namespace = ''): FactClaim | undefined {
  const last = lastPart(name, namespace)
  return factClaims.find((row) => row.name === last)
}

/** The one way to write a fact claim's value. */
export function factExpression(fact: string): string {
  return `\${${fact}}`
}

/** Whether a mapping's value is one of the claim's own facts and nothing else. */
export function isFactOf({ facts }: FactClaim, { value }: Pick<AttributeMapping, 'value'>): boolean {
  const path = /^\$\{\s*([A-Za-z.]+)\s*\}$/.exec(value.trim())?.[1]
  return path !== undefined && facts.includes(path)
}

/** Whether a claim value would tell Entra of a second factor. Letters alone count, so that no spelling slips through. */
export function statesSecondFactor(text: string): boolean {
  return secondFactorPattern.test(isPlain(text) ? text : folded(text))
}

/** Each word with anything but letters in between. Linear: what stands between two letters ends at the next one. */
const secondFactorPattern = new RegExp(secondFactorWords.map((word) => [...word].join('[^a-z]*')).join('|'), 'i')

/** Whether a claim with this value says that a computer asks: accounttype DJ, or a claim that only devices have. */
export function statesDevice(name: string, namespace: string, text: string): boolean {
  const last = lastPart(name, namespace)
  if (last === 'accounttype') return folded(text) === 'dj'
  return claimRequirements.some((row) => row.onlyFor === 'device' && row.name.toLowerCase() === last)
}

/** Of the joined URI; names come from settings, so there are few, and they are looked at for every token. */
function lastPart(name: string, namespace: string): string | undefined {
  const uri = `${namespace}/${name}`
  const known = lastParts.get(uri)
  if (known !== undefined) return known
  const last =
    uri
      .split('/')
      .map(folded)
      .findLast((part) => part !== '') ?? ''
  if (lastParts.size >= 1000) lastParts.clear()
  lastParts.set(uri, last)
  return last
}

const lastParts = new Map<string, string>()

/** Wide letters, invisible marks and case make no other word. */
function folded(text: string): string {
  if (isPlain(text)) return text.replaceAll(' ', '').toLowerCase()
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}\s]/gu, '')
    .toLowerCase()
}

/** Printable ASCII, as nearly every value is. */
function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text)
}
