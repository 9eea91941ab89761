import { Document } from 'yaml'
import { Secret } from '../secret.ts'
import { applicationAddresses } from './endpoints.ts'
import { bindPasswordName, serviceAccountPasswordName } from './secret-names.ts'
import { findProperty, type SettingSchema } from './setting-schema.ts'

/** The settings document as it is stored and exported: what the administrator wrote, in one order, without secrets. */

export type Group = Readonly<Record<string, unknown>>

export function isGroup(value: unknown): value is Group {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Settings in the order of the schema, so that two exports of the same settings are the same text. */
export function orderDocument(value: unknown, schema: SettingSchema | undefined): unknown {
  if (Array.isArray(value)) return value.map((entry) => orderDocument(entry, schema?.items))
  if (!isGroup(value) || !schema) return value
  const names = Object.keys(schema.properties).filter((name) => Object.hasOwn(value, name))
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(schema.properties, name))
  return Object.fromEntries(
    [...names, ...unknown].map((name) => [name, orderDocument(value[name], findProperty(schema, name))]),
  )
}

/** YAML text that reads back as the same document. */
export function documentText(document: unknown): string {
  return new Document(document, { aliasDuplicateObjects: false }).toString({ lineWidth: 0 })
}

export interface SplitDocument {
  readonly document: unknown
  /** By the name they are stored under. */
  readonly secrets: ReadonlyMap<string, Secret>
}

/** Takes the typed secrets out of a document that was read without errors. */
export function splitSecrets(document: unknown): SplitDocument {
  const secrets = new Map<string, Secret>()
  const take = (group: Group, setting: string, name: string): Group => {
    const { [setting]: typed, ...rest } = group
    if (typeof typed === 'string') secrets.set(name, new Secret(typed))
    return rest
  }
  const split = changeEntries(document, 'gateways', (gateway) => {
    const id = String(gateway.id)
    const rest = take(gateway, 'bindPassword', bindPasswordName(id))
    if (!isGroup(rest.kerberos)) return rest
    return { ...rest, kerberos: take(rest.kerberos, 'serviceAccountPassword', serviceAccountPasswordName(id)) }
  })
  return { document: split, secrets }
}

/**
 * Writes each application's issuer down: the one it has, else one made now from publicUrl. It is kept from then on, since Entra
 * knows it by heart. Without a publicUrl a new application gets none, which is for the caller to refuse.
 */
export function keepIssuers(document: unknown, before: unknown, publicUrl: string | undefined): unknown {
  const known = new Map(entriesOf(before, 'applications').map(({ id, issuerUri }) => [id, issuerUri]))
  return changeEntries(document, 'applications', (application) => {
    if (application.issuerUri !== undefined) return application
    const made = publicUrl === undefined ? undefined : applicationAddresses(publicUrl, String(application.id)).issuerUri
    const issuerUri = known.get(application.id) ?? made
    return issuerUri === undefined ? application : { ...application, issuerUri }
  })
}

export function entriesOf(document: unknown, list: string): Group[] {
  const entries = isGroup(document) ? document[list] : undefined
  return Array.isArray(entries) ? entries.filter(isGroup) : []
}

function changeEntries(document: unknown, list: string, change: (entry: Group) => Group): unknown {
  const entries = isGroup(document) ? document[list] : undefined
  if (!isGroup(document) || !Array.isArray(entries)) return document
  return { ...document, [list]: entries.map((entry: unknown) => (isGroup(entry) ? change(entry) : entry)) }
}
