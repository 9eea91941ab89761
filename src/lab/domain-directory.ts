import { Attribute, Change, Client, type Entry, ResultCodeError } from 'ldapts'
import { IdpError } from '../errors.ts'
import { guidFromBytes } from '../protocol/ad/guid.ts'
import { sidFromBytes } from '../protocol/ad/sid.ts'

/** One attribute's values as they go to the directory; bytes go as they are. */
export type LdapValues = string | Uint8Array | readonly string[] | readonly Uint8Array[]
export type LdapAttributes = Readonly<Record<string, LdapValues>>

export interface LdapChanges {
  /** An empty list removes the attribute, and it is no error when there was none. */
  readonly replace?: LdapAttributes
  readonly add?: LdapAttributes
  readonly remove?: LdapAttributes
}

/** Found entries, every attribute as a list of text, the GUID and SID ones in their text form, certificates in base64. */
export interface FoundEntry {
  readonly dn: string
  readonly attributes: Readonly<Record<string, readonly string[]>>
}

/** The domain controller's directory as its administrator sees it. Every call is a connection of its own: nothing to heal or close. */
export interface DomainDirectory {
  /** An attribute with an empty list is left out. */
  add(dn: string, attributes: LdapAttributes): Promise<void>
  modify(dn: string, changes: LdapChanges): Promise<void>
  rename(dn: string, newDn: string): Promise<void>
  remove(dn: string): Promise<void>
  /** Below the naming context, the whole subtree; `base` narrows it. */
  search(filter: string, options?: { base?: string; attributes?: readonly string[] }): Promise<FoundEntry[]>
}

export interface DirectoryAccess {
  readonly ldapsUrl: string
  /** PEM text. */
  readonly ca: string
  readonly baseDn: string
  readonly bindDn: string
  readonly password: string
}

const binaryAttributes = ['objectGUID', 'mS-DS-ConsistencyGuid', 'objectSid', 'userCertificate']

export function openDomainDirectory(access: DirectoryAccess): DomainDirectory {
  async function withClient<T>(dn: string, use: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({
      url: access.ldapsUrl,
      tlsOptions: { ca: access.ca },
      timeout: 30_000,
      connectTimeout: 5_000,
    })
    try {
      await client.bind(access.bindDn, access.password)
      return await use(client)
    } catch (error) {
      if (error instanceof ResultCodeError)
        throw new IdpError('LAB_DIRECTORY_REFUSED', { dn, code: error.code, said: error.message }, error)
      throw error
    } finally {
      await client.unbind()
    }
  }

  return {
    add: (dn, attributes) =>
      withClient(dn, (client) =>
        client.add(
          dn,
          toAttributes(attributes).filter(({ values }) => values.length > 0),
        ),
      ),
    modify: (dn, changes) => withClient(dn, (client) => client.modify(dn, toChanges(changes))),
    rename: (dn, newDn) => withClient(dn, (client) => client.modifyDN(dn, newDn)),
    remove: (dn) => withClient(dn, (client) => client.del(dn)),
    search: (filter, { base = access.baseDn, attributes = ['*'] } = {}) =>
      withClient(base, async (client) => {
        const { searchEntries } = await client.search(base, {
          filter,
          attributes: [...attributes],
          explicitBufferAttributes: binaryAttributes,
        })
        return searchEntries.map(toFoundEntry)
      }),
  }
}

function toAttributes(attributes: LdapAttributes): Attribute[] {
  return Object.entries(attributes).map(([type, values]) => new Attribute({ type, values: toValues(values) }))
}

function toChanges(changes: LdapChanges): Change[] {
  const list = (operation: 'replace' | 'add' | 'delete', attributes: LdapAttributes = {}) =>
    toAttributes(attributes).map((modification) => new Change({ operation, modification }))
  return [...list('delete', changes.remove), ...list('add', changes.add), ...list('replace', changes.replace)]
}

function toValues(values: LdapValues): string[] | Buffer[] {
  const list = typeof values === 'string' || values instanceof Uint8Array ? [values] : values
  const bytes = list.filter((value) => value instanceof Uint8Array)
  return bytes.length > 0 ? bytes.map((value) => Buffer.from(value)) : list.filter((value) => typeof value === 'string')
}

function toFoundEntry({ dn, ...attributes }: Entry): FoundEntry {
  const texts = Object.entries(attributes).map(([name, values]) => {
    const list = Array.isArray(values) ? values : [values]
    return [name, list.map((value) => (typeof value === 'string' ? value : bytesToText(name, value)))] as const
  })
  return { dn, attributes: Object.fromEntries(texts.filter(([, values]) => values.length > 0)) }
}

function bytesToText(name: string, bytes: Uint8Array): string {
  if (name.toLowerCase() === 'usercertificate') return Buffer.from(bytes).toString('base64')
  return name.toLowerCase() === 'objectsid' ? sidFromBytes(bytes) : guidFromBytes(bytes)
}
