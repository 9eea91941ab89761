import {
  AndFilter,
  ApproximateFilter,
  Attribute,
  BindRequest,
  Change,
  EqualityFilter,
  ExtendedRequest,
  ExtensibleFilter,
  type Filter,
  GreaterThanEqualsFilter,
  LessThanEqualsFilter,
  ModifyRequest,
  NotFilter,
  OrFilter,
  PresenceFilter,
  SearchRequest,
  SubstringFilter,
  UnbindRequest,
} from 'ldapts'
import { IdpError } from '../errors.ts'
import { type LdapFilterTree, parseLdapFilter } from '../protocol/ldap/parse-ldap-filter.ts'
import type { Secret } from '../secret.ts'

/**
 * The requests we send, encoded by ldapts. [RFC4511 §4.2, §4.3, §4.5.1, §4.6, §4.14]
 * Filters go in as ldapts' filter objects, not as text: its text parser turns `\ff` into two bytes of UTF-8, so that no
 * objectGUID or objectSid above 127 would ever be found (docs/decisions/0005-ldap.md).
 */

export interface SearchParameters {
  readonly base: string
  readonly scope: 'base' | 'one' | 'sub'
  readonly filter: string
  readonly attributes: readonly string[]
  readonly sizeLimit: number
  readonly timeLimitSeconds: number
}

/** A simple bind. The bytes hold the password: they are for the socket only. */
export function bindRequest(messageId: number, name: string, password: Secret): Buffer {
  return new BindRequest({ messageId, dn: name, password: password.reveal() }).write()
}

/** Throws LDAP_FILTER_INVALID, DIRECTORY_FILTER_UNSUPPORTED. */
export function searchRequest(messageId: number, search: SearchParameters): Buffer {
  return new SearchRequest({
    messageId,
    baseDN: search.base,
    scope: search.scope,
    filter: filterOf(parseLdapFilter(search.filter)),
    attributes: [...search.attributes],
    sizeLimit: search.sizeLimit,
    timeLimit: search.timeLimitSeconds,
  }).write()
}

/**
 * A change of a password by its owner's right: the old value deleted and the new one added, in one modify. The bytes hold both
 * passwords: they are for a socket under TLS only. [RFC4511 §4.6] [MS-ADTS §3.1.1.3.1.5]
 */
export function passwordChangeRequest(messageId: number, dn: string, oldPassword: Secret, newPassword: Secret): Buffer {
  const change = (operation: 'delete' | 'add', password: Secret) =>
    new Change({ operation, modification: new Attribute({ type: 'unicodePwd', values: [quotedUtf16(password)] }) })
  return new ModifyRequest({
    messageId,
    dn,
    changes: [change('delete', oldPassword), change('add', newPassword)],
  }).write()
}

/** As unicodePwd wants it. */
function quotedUtf16(password: Secret): Buffer {
  return Buffer.from(`"${password.reveal()}"`, 'utf16le')
}

export function startTlsRequest(messageId: number): Buffer {
  return new ExtendedRequest({ messageId, oid: '1.3.6.1.4.1.1466.20037' }).write()
}

export function unbindRequest(messageId: number): Buffer {
  return new UnbindRequest({ messageId }).write()
}

function filterOf(tree: LdapFilterTree): Filter {
  switch (tree.kind) {
    case 'and':
      return new AndFilter({ filters: tree.filters.map(filterOf) })
    case 'or':
      return new OrFilter({ filters: tree.filters.map(filterOf) })
    case 'not':
      return new NotFilter({ filter: filterOf(tree.filter) })
    case 'present':
      return new PresenceFilter({ attribute: tree.attribute })
    case 'equal':
      return new EqualityFilter({ attribute: tree.attribute, value: Buffer.from(tree.value) })
    case 'substrings':
      return new SubstringFilter({
        attribute: tree.attribute,
        initial: textOf(tree.initial, tree.attribute),
        any: tree.any.map((piece) => textOf(piece, tree.attribute)),
        final: textOf(tree.final, tree.attribute),
      })
    case 'extensible':
      return new ExtensibleFilter({
        matchType: tree.attribute ?? '',
        rule: tree.rule ?? '',
        dnAttributes: tree.dnAttributes,
        value: textOf(tree.value, tree.attribute ?? ''),
      })
    case 'atLeast':
      return new GreaterThanEqualsFilter(textAssertion(tree))
    case 'atMost':
      return new LessThanEqualsFilter(textAssertion(tree))
    case 'approximately':
      return new ApproximateFilter(textAssertion(tree))
  }
}

function textAssertion({ attribute, value }: { readonly attribute: string; readonly value: Uint8Array }) {
  return { attribute, value: textOf(value, attribute) }
}

/** ldapts takes text here; bytes that are no text are refused rather than sent changed. */
function textOf(bytes: Uint8Array | undefined, attribute: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new IdpError('DIRECTORY_FILTER_UNSUPPORTED', { attribute })
  }
}
