import type { Gateway } from '../../src/config/gateway.ts'
import { attributeText } from '../../src/directory/attribute-text.ts'
import { IdpError } from '../../src/errors.ts'
import type { Directory, DirectoryEntry, DirectoryQuery } from '../../src/ports.ts'
import { isUnder, parseDn } from '../../src/protocol/ldap/distinguished-name.ts'
import { type LdapFilterTree, parseLdapFilter } from '../../src/protocol/ldap/parse-ldap-filter.ts'

/**
 * A directory held in memory that evaluates filters, scopes and limits as AD does; passes the same suite as the real one.
 * Values are text in the form the port gives them: GUIDs as UUID text, SIDs as S-1-….
 */

export interface MemoryEntry {
  dn: string
  /** Any attribute; a search that is not for one entry may not ask for `tokenGroups`, as in AD. */
  readonly attributes: Record<string, readonly string[]>
}

export interface MemoryDirectory extends Directory {
  readonly entries: MemoryEntry[]
  /** Every query that was asked, oldest first. */
  readonly queries: DirectoryQuery[]
  /** From now on every search fails with this, until it is given undefined. */
  failWith(error: IdpError | undefined): void
}

export function memoryDirectory(entries: MemoryEntry[] = []): MemoryDirectory {
  const queries: DirectoryQuery[] = []
  let failure: IdpError | undefined
  return {
    entries,
    queries,
    failWith(error) {
      failure = error
    },
    async search(_gateway: Gateway, query) {
      queries.push(query)
      if (failure) throw failure
      const tree = parseLdapFilter(query.filter)
      requireBase(entries, query)
      if (query.scope !== 'base' && query.attributes.some((name) => name.toLowerCase() === 'tokengroups'))
        throw new IdpError('DIRECTORY_SEARCH_REFUSED', { base: query.base, resultCode: 1 })
      const found = entries.filter((entry) => isInScope(entry, query) && matches(entry, tree))
      return found.slice(0, query.sizeLimit ?? 1000).map((entry) => asked(entry, query))
    },
  }
}

function requireBase(entries: readonly MemoryEntry[], { base, scope }: DirectoryQuery): void {
  if (scope !== 'base' && !entries.some(({ dn }) => dn !== '' && isUnder(dn, base)))
    throw new IdpError('DIRECTORY_BASE_NOT_FOUND', { base })
}

function isInScope({ dn }: MemoryEntry, { base, scope }: DirectoryQuery): boolean {
  if (dn === '' || base === '') return dn === '' && base === '' && scope === 'base'
  const depth = parseDn(dn).length - parseDn(base).length
  if (!isUnder(dn, base)) return false
  return scope === 'sub' || depth === (scope === 'base' ? 0 : 1)
}

function asked(entry: MemoryEntry, query: DirectoryQuery): DirectoryEntry {
  const attributes = query.attributes.flatMap((name) => {
    const values = name.toLowerCase() === 'dn' ? [entry.dn] : valuesOf(entry, name)
    return values.length > 0 ? [[name, values] as const] : []
  })
  return { dn: entry.dn, attributes: Object.fromEntries(attributes) }
}

function valuesOf(entry: MemoryEntry, name: string): readonly string[] {
  if (name.toLowerCase() === 'distinguishedname') return [entry.dn]
  return Object.entries(entry.attributes).find(([held]) => held.toLowerCase() === name.toLowerCase())?.[1] ?? []
}

function matches(entry: MemoryEntry, tree: LdapFilterTree): boolean {
  switch (tree.kind) {
    case 'and':
      return tree.filters.every((filter) => matches(entry, filter))
    case 'or':
      return tree.filters.some((filter) => matches(entry, filter))
    case 'not':
      return !matches(entry, tree.filter)
    case 'present':
      return valuesOf(entry, tree.attribute).length > 0 && tree.attribute.toLowerCase() !== 'tokengroups'
    case 'equal':
    case 'approximately':
      return valuesOf(entry, tree.attribute).some((value) => isEqual(tree.attribute, value, tree.value))
    case 'atLeast':
      return valuesOf(entry, tree.attribute).some((value) => Number(value) >= Number(text(tree.value)))
    case 'atMost':
      return valuesOf(entry, tree.attribute).some((value) => Number(value) <= Number(text(tree.value)))
    case 'substrings':
      return valuesOf(entry, tree.attribute).some((value) => hasParts(value, tree))
    case 'extensible':
      return matchesRule(entry, tree)
  }
}

/** AD resolves `objectCategory=person` by the class of that name; people and contacts share a category. */
const categories: Readonly<Record<string, string>> = { user: 'person', inetorgperson: 'person' }

function isEqual(attribute: string, held: string, wanted: Uint8Array): boolean {
  const name = attribute.toLowerCase()
  if (['objectguid', 'ms-ds-consistencyguid', 'objectsid', 'sidhistory'].includes(name))
    return attributeText(attribute, wanted) === held
  const sought = text(wanted).toLowerCase()
  if (name === 'objectcategory' && !sought.includes('='))
    return parseDn(held)[0]?.[0]?.value.toLowerCase() === (categories[sought] ?? sought)
  return held.toLowerCase() === sought
}

function hasParts(held: string, tree: Extract<LdapFilterTree, { kind: 'substrings' }>): boolean {
  let rest = held.toLowerCase()
  const initial = part(tree.initial)
  const final = part(tree.final)
  if (!rest.startsWith(initial)) return false
  rest = rest.slice(initial.length)
  for (const piece of tree.any) {
    const at = rest.indexOf(part(piece))
    if (at < 0) return false
    rest = rest.slice(at + part(piece).length)
  }
  return rest.endsWith(final)
}

const part = (bytes: Uint8Array | undefined) => text(bytes ?? new Uint8Array()).toLowerCase()

/** The bit rules; others are not needed here, and guessing them would be a lie. [MS-ADTS §3.1.1.3.4.4] */
function matchesRule(entry: MemoryEntry, tree: Extract<LdapFilterTree, { kind: 'extensible' }>): boolean {
  const wanted = Number(text(tree.value))
  const held = valuesOf(entry, tree.attribute ?? '').map(Number)
  if (tree.rule === '1.2.840.113556.1.4.803') return held.some((value) => (value & wanted) === wanted)
  if (tree.rule === '1.2.840.113556.1.4.804') return held.some((value) => (value & wanted) !== 0)
  throw new Error(`the directory in memory knows no rule ${tree.rule}`)
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8')
}
