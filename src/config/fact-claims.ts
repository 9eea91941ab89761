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
  const last = segmentsOf(`${namespace}/${name}`).at(-1)
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
  const letters = folded(text).replace(/[^a-z]/g, '')
  return secondFactorWords.some((word) => letters.includes(word))
}

/** Whether a claim with this value says that a computer asks: accounttype DJ, or a claim that only devices have. */
export function statesDevice(name: string, namespace: string, text: string): boolean {
  const last = segmentsOf(`${namespace}/${name}`).at(-1)
  if (last === 'accounttype') return folded(text) === 'dj'
  return claimRequirements.some((row) => row.onlyFor === 'device' && row.name.toLowerCase() === last)
}

function segmentsOf(uri: string): string[] {
  return uri
    .split('/')
    .map(folded)
    .filter((segment) => segment !== '')
}

/** Wide letters, invisible marks and case make no other word. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}\s]/gu, '')
    .toLowerCase()
}
