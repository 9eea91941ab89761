/**
 * Kerberos principal names as libkrb5 prints them: components joined by `/`, then `@` and the realm, with backslash escapes.
 * In: text. Out: components and realm, never a string to be split again. [RFC4120 §6.2] [RFC1964 §2.1.1]
 * It says what the name is, not whether it is verified; an `@` inside a component is read here and refused for identity later.
 */

import { IdpError } from '../../errors.ts'

export interface PrincipalName {
  readonly components: readonly string[]
  readonly kerberosRealm: string
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b', '0': '\0' }
const unescapes: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\b': '\\b', '\0': '\\0' }

/** `HTTP/sts.corp.example.test@CORP.EXAMPLE.TEST` -> components and realm. Throws KERBEROS_PRINCIPAL_INVALID. */
export function parsePrincipalName(text: string): PrincipalName {
  const parts: string[] = ['']
  let realmAt = -1
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? ''
    if (character === '@' && realmAt >= 0) throw invalid(text)
    if (character === '@' || (character === '/' && realmAt < 0)) {
      if (character === '@') realmAt = parts.length
      parts.push('')
      continue
    }
    const escaped = character === '\\'
    if (escaped) index += 1
    const next = text[index]
    if (next === undefined) throw invalid(text)
    parts[parts.length - 1] += escaped ? (escapes[next] ?? next) : next
  }
  const kerberosRealm = parts.at(-1) ?? ''
  const components = parts.slice(0, -1)
  if (realmAt < 0 || kerberosRealm === '' || components.includes('')) throw invalid(text)
  return { components, kerberosRealm }
}

/** The other way round: what libkrb5 would print. */
export function serializePrincipalName({ components, kerberosRealm }: PrincipalName): string {
  const escaped = (part: string): string =>
    part.replace(/[\\/@]/g, '\\$&').replace(/[\n\t\b\0]/g, (character) => unescapes[character] ?? character)
  return `${components.map(escaped).join('/')}@${escaped(kerberosRealm)}`
}

function invalid(observed: string): IdpError {
  return new IdpError('KERBEROS_PRINCIPAL_INVALID', { observed: observed.slice(0, 256) })
}
