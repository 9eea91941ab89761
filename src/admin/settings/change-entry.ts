import { isDeepStrictEqual } from 'node:util'
import type { Problem } from '../../config/problem.ts'
import { entriesOf, type Group, isGroup } from '../../config/settings-document.ts'
import { IdpError } from '../../errors.ts'
import type { AuditChange } from '../../ports/audit.ts'
import type { SettingsEditor, StoredSettings } from '../../ports/settings-editor.ts'
import type { AdminRequest } from '../admin-route.ts'
import { RefusedRequest } from '../refused-request.ts'

/** Changes of the settings document, one resource at a time. All checks of the settings run; nobody's change is overwritten. */

export interface SettingsEdit {
  /** The whole document with the change in it. */
  readonly document: unknown
  /** The resource inside the document, `applications/m365`: problems below it belong to the body. */
  readonly within: string
  /** Of the settings as they will be: what to keep of the change. */
  readonly audit: AuditChange
}

/** Somebody else changed another part in between: the change is made anew from theirs, so often. */
const mostTries = 5

/**
 * `edit` is called again when somebody else was faster, and looks at what they left. Throws ADMIN_SETTINGS_REFUSED with all
 * problems; answers the warnings and notes.
 */
export async function changeSettings(
  settings: SettingsEditor,
  request: Pick<AdminRequest, 'actor' | 'record'>,
  edit: (stored: StoredSettings) => SettingsEdit,
): Promise<readonly Problem[]> {
  for (let tries = 1; ; tries++) {
    const stored = await settings.readInForce()
    const { document, within, audit } = edit(stored)
    try {
      const applied = await settings.apply({
        source: { document },
        appliedBy: `${request.actor.name} (${request.actor.kind})`,
        from: stored.version,
        audit: [request.record(audit)],
      })
      if (applied.refused) throw settingsRefused(applied.problems, within)
      return applied.problems
    } catch (error) {
      if (!(error instanceof IdpError) || error.code !== 'STORAGE_SETTINGS_CHANGED' || tries === mostTries) throw error
    }
  }
}

export function settingsRefused(problems: readonly Problem[], within: string): RefusedRequest {
  const errors = problems.filter(({ severity }) => severity === 'error')
  return new RefusedRequest('ADMIN_SETTINGS_REFUSED', { count: errors.length }, problems, within)
}

/** A list of the document with one entry put in its place, at the end when it is new, or taken out. */
export function withEntry(document: unknown, list: string, id: string, entry: Group | undefined): Group {
  const entries = entriesOf(document, list)
  const place = entries.findIndex((one) => one.id === id)
  const others = entries.filter((one) => one.id !== id)
  const changed = entry === undefined ? others : others.toSpliced(place === -1 ? others.length : place, 0, entry)
  return { ...(isGroup(document) ? document : {}), [list]: changed }
}

/**
 * What was sent, less what only repeats a default: a client that reads, changes one field and writes all of it back does not
 * pin today's defaults in the document.
 */
export function withoutDefaults(sent: unknown, stored: unknown, filled: unknown): unknown {
  if (isGroup(sent) && isGroup(stored) && isGroup(filled)) {
    const kept = Object.entries(sent).filter(
      ([name, value]) => Object.hasOwn(stored, name) || !isDeepStrictEqual(value, filled[name]),
    )
    return Object.fromEntries(kept.map(([name, value]) => [name, withoutDefaults(value, stored[name], filled[name])]))
  }
  return isDeepStrictEqual(sent, filled) && stored !== undefined ? stored : sent
}
