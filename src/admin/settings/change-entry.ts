import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Problem } from '../../config/problem.ts'
import { entriesOf, type Group, isGroup } from '../../config/settings-document.ts'
import { IdpError } from '../../errors.ts'
import type { AuditChange } from '../../ports/audit.ts'
import type { AppliedSettings, SettingsEditor, StoredSettings } from '../../ports/settings-editor.ts'
import type { AdminRequest } from '../admin-route.ts'
import { RefusedRequest } from '../refused-request.ts'

/** Changes of the settings document, one resource at a time. All checks of the settings run; nobody's change is overwritten. */

export interface SettingsEdit {
  /** The whole document with the change in it. */
  readonly document: unknown
  /** The resource inside the document, `applications/m365`: problems below it belong to the body. */
  readonly within: string
  /** Names of stored secrets to delete. */
  readonly dropSecrets?: readonly string[]
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
  request: Pick<AdminRequest, 'actor' | 'record' | 'query'>,
  edit: (stored: StoredSettings) => SettingsEdit,
): Promise<readonly Problem[]> {
  for (let tries = 1; ; tries++) {
    const stored = await settings.readInForce()
    const { document, within, dropSecrets = [], audit } = edit(stored)
    try {
      const { name, kind } = request.actor
      const wanted = { source: { document }, dropSecrets, appliedBy: `${name} (${kind})`, from: stored.version }
      const kept = { ...wanted, audit: [request.record(audit)] }
      const waive = waivedIn(request.query)
      const applied = await settings.apply({ ...kept, waive })
      if (!applied.refused) return applied.problems
      const again = await settings.apply({
        ...kept,
        waive: [...waive, ...(await oldErrors(settings, stored, applied))],
      })
      if (again.refused) throw settingsRefused(again.problems, within)
      return again.problems
    } catch (error) {
      if (!(error instanceof IdpError) || error.code !== 'STORAGE_SETTINGS_CHANGED' || tries === mostTries) throw error
    }
  }
}

/** Checks whose errors are taken on purpose: for a rehearsal of what goes wrong. */
export const waiveQuery = z.strictObject({
  waive: z.string().max(2000).default('').describe('Checks whose errors are taken on purpose, separated by commas.'),
})

export function waivedIn(query: unknown): string[] {
  const parsed = z.object({ waive: z.string() }).safeParse(query)
  return parsed.success ? parsed.data.waive.split(',').filter((check) => check !== '') : []
}

/** Errors that were taken on purpose before need not be taken again with each change of something else; a new one does. */
async function oldErrors(
  settings: SettingsEditor,
  stored: StoredSettings,
  refused: AppliedSettings,
): Promise<string[]> {
  const now = await settings.apply({ source: { document: stored.document }, appliedBy: '', dryRun: true })
  const known = new Set(errorsIn(now.problems).map(nameOf))
  const errors = errorsIn(refused.problems)
  return errors.every((problem) => problem.waivable && known.has(nameOf(problem)))
    ? errors.map(({ check }) => check)
    : []
}

function nameOf({ check, path }: Problem): string {
  return `${check} ${path}`
}

function errorsIn(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ severity }) => severity === 'error')
}

export function settingsRefused(problems: readonly Problem[], within: string): RefusedRequest {
  return new RefusedRequest('ADMIN_SETTINGS_REFUSED', { count: errorsIn(problems).length }, problems, within)
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
