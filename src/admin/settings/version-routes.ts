import { z } from 'zod'
import { settingChanges } from '../../config/setting-changes.ts'
import { IdpError } from '../../errors.ts'
import type { SettingsVersionFacts } from '../../ports/settings-editor.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { collectionOf, pageAnswer, pageQuery, readPosition } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { waivedIn, waiveQuery } from './change-entry.ts'
import { replaceSettings } from './replace-settings.ts'
import { replacedSettings } from './settings-routes.ts'

/** Every version of the settings there was, what changed in each, and the way back to it. */

const facts = {
  version: z.int(),
  appliedAt: z.iso.datetime(),
  appliedBy: z.string(),
  inForce: z.boolean(),
}

const detail = z.strictObject({
  ...facts,
  changes: replacedSettings.shape.changes.describe('Against the version before.'),
  document: z.record(z.string(), z.unknown()).describe('Without secrets.'),
})

export function versionRoutes(ports: AdminPorts): AdminRoute[] {
  return [listRoute(ports), readRoute(ports), restoreRoute(ports)]
}

function listRoute({ settings }: AdminPorts): AdminRoute {
  return defineRoute({
    operationId: 'listSettingsVersions',
    method: 'GET',
    path: '/settings/versions',
    summary: 'The versions of the settings, newest first.',
    permission: 'settings.read',
    status: 200,
    query: pageQuery,
    answer: collectionOf('versions', z.strictObject(facts)),
    example: { query: { limit: '10' } },
    run: async ({ self, query: { limit, cursor } }) => {
      const before = cursor === undefined ? undefined : positionOf(cursor)
      const [found, [last]] = await Promise.all([settings.listVersions(limit + 1, before), settings.listVersions(1)])
      const page = found.slice(0, limit)
      const next = found.length > limit ? page.at(-1)?.version : undefined
      const shown = page.map((one) => shownFacts(one, last?.version))
      return { body: pageAnswer(self, 'versions', shown, next === undefined ? undefined : String(next)) }
    },
  })
}

function readRoute({ settings }: AdminPorts): AdminRoute {
  return defineRoute({
    operationId: 'readSettingsVersion',
    method: 'GET',
    path: '/settings/versions/{version}',
    summary: 'One version: the document, and what it changed.',
    permission: 'settings.read',
    status: 200,
    answer: detail,
    example: { params: { version: '1' } },
    run: async ({ params }) => {
      const version = await getVersion(settings, params.version)
      const [before, [last]] = await Promise.all([settings.findVersion(version.version - 1), settings.listVersions(1)])
      const changes = settingChanges(before?.document ?? {}, version.document)
      const document = { ...(version.document as Readonly<Record<string, unknown>>) }
      return { body: { ...shownFacts(version, last?.version), changes, document } }
    },
  })
}

function restoreRoute({ settings }: AdminPorts): AdminRoute {
  return defineRoute({
    operationId: 'restoreSettingsVersion',
    method: 'POST',
    path: '/settings/versions/{version}/restore',
    summary:
      'Puts a version back whole, as a new one. Secrets stay as they are, unless the servers they were typed for go.',
    permission: 'settings.change',
    status: 200,
    query: waiveQuery,
    body: z.strictObject({}),
    answer: replacedSettings,
    example: { params: { version: '1' }, body: {} },
    run: async (request) => {
      const { document } = await getVersion(settings, request.params.version)
      const stored = await settings.readInForce()
      const replaced = await replaceSettings(settings, request, stored, {
        ...{ action: 'restore', source: { document }, waive: waivedIn(request.query) },
      })
      return { body: { ...replaced, problems: [...replaced.problems], changes: [...replaced.changes] } }
    },
  })
}

async function getVersion(settings: AdminPorts['settings'], text: string) {
  const found = /^[1-9]\d{0,14}$/.test(text) ? await settings.findVersion(Number(text)) : undefined
  if (found === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'version of the settings', id: text })
  return found
}

function shownFacts({ version, appliedAt, appliedBy }: SettingsVersionFacts, last: number | undefined) {
  const at = (appliedAt ?? new Date(0)).toISOString()
  return { version, appliedAt: at, appliedBy: appliedBy ?? '', inForce: version === last }
}

function positionOf(cursor: string): number {
  const position = readPosition(cursor)
  if (!/^\d{1,15}$/.test(position)) throw new IdpError('ADMIN_CURSOR_UNKNOWN', { cursor })
  return Number(position)
}
