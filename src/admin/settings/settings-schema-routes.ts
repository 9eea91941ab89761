import { z } from 'zod'
import { managedSettings } from '../../config/managed-settings.ts'
import { type SettingSchema, settingSchemaOf } from '../../config/setting-schema.ts'
import type { AdminRoute } from '../admin-route.ts'
import { defineRoute } from '../define-route.ts'

const kinds = ['object', 'list', 'text', 'number', 'switch'] as const satisfies readonly SettingSchema['kind'][]

const node = z.looseObject({
  kind: z.enum(kinds),
  description: z.string().optional(),
  required: z.boolean(),
  properties: z.record(z.string(), z.unknown()).describe('Of an object: the settings in it, each a node like this.'),
  items: z.unknown().optional().describe('Of a list: a node for its entries.'),
})

export function settingsSchemaRoutes(): AdminRoute[] {
  const schema = settingSchemaOf(managedSettings)
  return [
    defineRoute({
      operationId: 'readSettingsSchema',
      method: 'GET',
      path: '/settings/schema',
      summary:
        'Everything that can be set: its kind, its explanation, its default, its choices. The console makes its forms of it.',
      permission: 'settings.read',
      status: 200,
      answer: node,
      example: {},
      run: () => ({ body: { ...schema } }),
    }),
  ]
}
