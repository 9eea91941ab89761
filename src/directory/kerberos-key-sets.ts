import { timingSafeEqual } from 'node:crypto'
import type { KeytabEntry } from '../protocol/kerberos/keytab.ts'
import type { PrincipalName } from '../protocol/kerberos/principal-name.ts'
import { nameTypes } from '../protocol/names/kerberos.ts'
import type { Secret } from '../secret.ts'

/** The service keys of a gateway over time, newest first: what one password of the service account gave, then what it replaced. */

export interface KeySet {
  readonly principal: PrincipalName
  readonly keyVersion: number
  /** Seconds since 1970, when it was put in force. */
  readonly activatedAt: number
  readonly keys: readonly ServiceKey[]
}

export interface ServiceKey {
  readonly encryptionType: number
  readonly key: Secret<Uint8Array>
}

/** The source product keeps the last five credentials. */
const maxReplaced = 5

/** Puts sets in force, newest first, before those we have. A set whose keys we have already moves up and keeps its own time. */
export function addKeySets(held: readonly KeySet[], added: readonly KeySet[]): readonly KeySet[] {
  const [newest] = held
  const renewed = added.map((set) =>
    newest !== undefined && isSameKeys(set, newest) ? { ...set, activatedAt: newest.activatedAt } : set,
  )
  return [...renewed, ...held.filter((set) => !renewed.some((other) => isSameKeys(other, set)))]
}

/** The set in force, and replaced ones for as long as they are to be kept: at most five, each so long after it was replaced. */
export function retainedKeySets(sets: readonly KeySet[], nowSeconds: number, minutes: number): readonly KeySet[] {
  return sets.slice(0, 1 + maxReplaced).filter((_, index) => {
    const replacedAt = sets[index - 1]?.activatedAt
    return replacedAt === undefined || nowSeconds < replacedAt + minutes * 60
  })
}

export function isSameKeys(one: KeySet, other: KeySet): boolean {
  const bytesOf = (set: KeySet) => set.keys.map(({ encryptionType, key }) => ({ encryptionType, bytes: key.reveal() }))
  const otherKeys = bytesOf(other)
  return (
    one.keys.length === otherKeys.length &&
    bytesOf(one).every(({ encryptionType, bytes }) =>
      otherKeys.some(
        (key) =>
          key.encryptionType === encryptionType &&
          key.bytes.length === bytes.length &&
          timingSafeEqual(key.bytes, bytes),
      ),
    )
  )
}

/** As a keytab, whose timestamps say when each set was put in force. */
export function keytabEntries(sets: readonly KeySet[]): KeytabEntry[] {
  return sets.flatMap(({ principal, keyVersion, activatedAt, keys }) =>
    keys.map(({ encryptionType, key }) => ({
      ...principal,
      nameType: nameTypes.principal,
      timestamp: activatedAt,
      keyVersion,
      encryptionType,
      key,
    })),
  )
}

/** The other way round: entries of one principal, key version and time are one set; the order of the file is kept. */
export function keySetsFromEntries(entries: readonly KeytabEntry[]): readonly KeySet[] {
  const sets = new Map<string, { set: KeySet; keys: ServiceKey[] }>()
  for (const { components, kerberosRealm, keyVersion, timestamp, encryptionType, key } of entries) {
    const name = JSON.stringify([components, kerberosRealm, keyVersion, timestamp])
    const keys: ServiceKey[] = []
    const principal = { components, kerberosRealm }
    const held = sets.get(name) ?? { set: { principal, keyVersion, activatedAt: timestamp, keys }, keys }
    held.keys.push({ encryptionType, key })
    sets.set(name, held)
  }
  return [...sets.values()].map(({ set }) => set)
}
