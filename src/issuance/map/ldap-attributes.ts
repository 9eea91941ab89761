/**
 * What mappings read as `ldapAttributes.*`. In: the entry, and which attribute the gateway calls its source anchor.
 * Out: each attribute as one text, or as a list where the directory holds several, and the anchor under `sourceAnchor`.
 * The default anchor is ConsistencyGuid, else objectGUID, as Entra Connect has it; where ConsistencyGuid is empty, a mapping that
 * reads it gets the anchor (docs/decisions/0013-source-anchor.md). GUIDs are text here [MS-DTYP §2.3.4].
 */
import {
  anchorAttributesOf,
  consistencyGuid,
  ldapAttributesOf,
  sourceAnchorName,
} from '../../config/ldap-attributes-of.ts'
import type { Note } from '../../ports.ts'
import type { FoundEntry } from '../stages.ts'

export type LdapAttributes = Readonly<Record<string, string | readonly string[]>>

export function ldapAttributes({ entry, userType, principal }: FoundEntry, note: Note): LdapAttributes {
  const held = Object.entries(entry.attributes).map(([name, values]) => [name, oneOrList(values)] as const)
  const anchors = anchorAttributesOf(principal.gateway)
  const source = anchors.find((attribute) => entry.attributes[attribute] !== undefined)
  const anchor = source === undefined ? undefined : entry.attributes[source]
  note({ anchorSource: source ?? `none of ${anchors.join(', ')}` })
  if (anchor === undefined) return Object.fromEntries(held)
  const standIns = anchors.includes(consistencyGuid)
    ? ldapAttributesOf(userType).filter((name) => isSame(name, consistencyGuid) && entry.attributes[name] === undefined)
    : []
  const added = [sourceAnchorName, ...standIns].map((name) => [name, oneOrList(anchor)] as const)
  return Object.fromEntries([...held, ...added])
}

function oneOrList(values: readonly string[]): string | readonly string[] {
  const [only, ...others] = values
  return only !== undefined && others.length === 0 ? only : values
}

function isSame(name: string, other: string): boolean {
  return name.toLowerCase() === other.toLowerCase()
}
