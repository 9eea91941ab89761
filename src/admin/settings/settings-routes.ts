import { z } from 'zod'
import { managedSettings } from '../../config/managed-settings.ts'
import { documentText, isGroup } from '../../config/settings-document.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { defineRoute } from '../define-route.ts'
import { requireMatch } from '../etag.ts'
import { waivedIn, waiveQuery } from './change-entry.ts'
import { replaceSettings } from './replace-settings.ts'
import { problemSchema } from './written-answer.ts'

/** The settings as one document, out and in, as `joinery config export` and `apply` do it. */

const yamlTypes = ['application/yaml', 'application/x-yaml', 'text/yaml']

export const replacedSettings = z.strictObject({
  version: z.int().describe('In force now.'),
  refused: z.boolean().describe('Of a dry run: it would be refused.'),
  problems: z.array(problemSchema),
  changes: z.array(
    z.strictObject({
      path: z.string(),
      before: z.unknown().optional().describe('Left out: it is new.'),
      after: z.unknown().optional().describe('Left out: it is taken away.'),
    }),
  ),
})

const query = waiveQuery.extend({
  dryRun: z.enum(['true', 'false']).default('false').describe('true: say what would change, and change nothing.'),
})

export function settingsRoutes({ settings }: AdminPorts): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'exportSettings',
      method: 'GET',
      path: '/settings',
      summary: 'All settings as one document, without secrets.',
      description: 'As YAML where the Accept header asks for application/yaml, else as JSON.',
      permission: 'settings.read',
      status: 200,
      answer: z.record(z.string(), z.unknown()),
      example: {},
      run: async ({ accept }) => {
        const { document: stored } = await settings.readInForce()
        const document: Readonly<Record<string, unknown>> = isGroup(stored) ? stored : {}
        if (!accept.toLowerCase().includes('yaml')) return { body: { ...document } }
        return { file: { contentType: 'application/yaml; charset=utf-8', content: documentText(document) } }
      },
    }),
    defineRoute({
      operationId: 'importSettings',
      method: 'PUT',
      path: '/settings',
      summary: 'Replaces all settings by a document, JSON or YAML; secrets in it are stored, those left out stay.',
      description: 'With dryRun=true it only says what would change, and whether it would be refused.',
      permission: 'settings.change',
      status: 200,
      bodyLimit: 4 * 1024 * 1024,
      textTypes: yamlTypes,
      query,
      body: managedSettings as z.ZodType,
      bodyJudgedByRoute: true,
      answer: replacedSettings,
      example: { query: { dryRun: 'true' }, body: { populations: [{ id: 'devices', name: 'Devices' }] } },
      run: async (request) => {
        const { given, ifMatch } = request
        const stored = await settings.readInForce()
        requireMatch(ifMatch, stored.document)
        const { dryRun } = request.query
        const replaced = await replaceSettings(settings, request, stored, {
          action: 'import',
          source: typeof given === 'string' ? { text: given } : { document: given },
          waive: waivedIn(request.query),
          dryRun: dryRun === 'true',
        })
        return { body: { ...replaced, problems: [...replaced.problems], changes: [...replaced.changes] } }
      },
    }),
  ]
}
