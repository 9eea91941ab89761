import { useQuery } from '@tanstack/react-query'
import type { SettingSchema } from '../../../src/config/setting-schema.ts'
import { callApi } from './request.ts'

/** The schema of everything that can be set, with its explanations and defaults; it changes with the program only. */
export function useSettingsSchema() {
  return useQuery({
    queryKey: ['/settings/schema'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => (await callApi<SettingSchema>({ path: '/settings/schema', signal })).body,
  })
}

/** Of a group or of the entries of a list: `sessions`, `applications`, `gateways/userTypes`. */
export function schemaAt(schema: SettingSchema, path: string): SettingSchema {
  const found = path.split('/').reduce<SettingSchema | undefined>((at, name) => {
    const field = at?.properties[name]
    return field?.kind === 'list' && field.items?.kind === 'object' ? field.items : field
  }, schema)
  if (found === undefined) throw new Error(`the schema of the settings has no ${path}`)
  return found
}
