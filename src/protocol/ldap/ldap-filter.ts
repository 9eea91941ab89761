/**
 * LDAP search filters [RFC4515 §3]. The only way to make one is the tagged template, which escapes every value,
 * or `filterFromPattern`, which fills an administrator's pattern. In: untrusted values. Out: filter text that is safe to send.
 */

import { IdpError } from '../../errors.ts'
import { parseLdapFilter } from './parse-ldap-filter.ts'

/** Filter text whose values were escaped. */
export type LdapFilter = string & { readonly __ldapFilter: unique symbol }

/** `filter\`(sAMAccountName=${name})\``: strings are escaped [RFC4515 §3], bytes are written as `\xx`, filters go in as they are. */
export function filter(
  parts: TemplateStringsArray,
  ...values: readonly (string | Uint8Array | { filter: LdapFilter })[]
): LdapFilter {
  return parts.reduce((text, part, index) => {
    const value = values[index - 1]
    return text + (value === undefined ? '' : escaped(value)) + part
  }) as LdapFilter
}

/**
 * Puts an untrusted identifier into a user type's filter pattern, wherever it says `${identifier}`.
 * Throws LDAP_FILTER_INVALID when the pattern is not a filter, LDAP_VALUE_INVALID for an identifier that is not text.
 */
export function filterFromPattern(pattern: string, identifier: string): LdapFilter {
  checkFilterPattern(pattern)
  return pattern.replaceAll('${identifier}', () => escapeFilterValue(identifier)) as LdapFilter
}

/** Throws LDAP_FILTER_INVALID unless the pattern is a filter in which `${identifier}` stands only where values stand. */
export function checkFilterPattern(pattern: string): void {
  // An escaped byte is legal in a value and nowhere else, so the parser tells the two places apart.
  parseLdapFilter(pattern.replaceAll('${identifier}', '\\2a'))
}

/** [RFC4515 §3]: NUL, `(`, `)`, `*`, `\` and the control characters become `\xx`. Throws LDAP_VALUE_INVALID. */
export function escapeFilterValue(value: string): string {
  if (!value.isWellFormed()) throw new IdpError('LDAP_VALUE_INVALID', { observed: JSON.stringify(value.slice(0, 64)) })
  return value.replace(/[\0-\x1f\x7f()*\\]/g, (character) => hex(character.charCodeAt(0)))
}

function escaped(value: string | Uint8Array | { filter: LdapFilter }): string {
  if (typeof value === 'string') return escapeFilterValue(value)
  if (value instanceof Uint8Array) return Array.from(value, hex).join('')
  return value.filter
}

function hex(byte: number): string {
  return `\\${byte.toString(16).padStart(2, '0')}`
}
