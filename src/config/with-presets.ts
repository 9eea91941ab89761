import { clouds } from '../entra/cloud.ts'
import { cloudUserLookup, deviceLookup, microsoft365Mappings } from './presets.ts'
import { type Group, isGroup } from './settings-document.ts'

/**
 * Fills what a document leaves out with the default values of the source document: how entries are looked up and mapped, for the
 * kind of account; an application's attribute mappings, and what its cloud decides. What is there stays, right or wrong.
 */
export function withPresets(document: unknown): unknown {
  if (!isGroup(document)) return document
  return {
    ...document,
    ...listOf(document, 'gateways', (gateway) => ({ ...gateway, ...listOf(gateway, 'userTypes', withLookup) })),
    ...listOf(document, 'applications', withMappings),
  }
}

function withLookup(userType: Group): Group {
  const preset = userType.account === 'device' ? deviceLookup() : cloudUserLookup()
  const given = userType.newUserLookup
  if (given !== undefined && !isGroup(given)) return userType
  return { ...userType, newUserLookup: { ...preset, ...given } }
}

function withMappings(application: Group): Group {
  const attributes = application.attributes ?? microsoft365Mappings()
  return { ...cloudDefaults(application.cloud), ...application, attributes }
}

/** The schema's own defaults are those of the worldwide cloud. */
function cloudDefaults(name: unknown): Group {
  const row = Object.entries(clouds).find(([known]) => known === name)?.[1]
  if (row === undefined) return {}
  return { replyUrl: row.replyUrl, audienceRestriction: row.audienceUrn, appliesTo: [...row.appliesTo] }
}

/** The list under `name` with each entry filled; nothing when there is no list. */
function listOf(group: Group, name: string, fill: (entry: Group) => Group): Group {
  const list = group[name]
  if (!Array.isArray(list)) return {}
  return { [name]: list.map((entry: unknown) => (isGroup(entry) ? fill(entry) : entry)) }
}
