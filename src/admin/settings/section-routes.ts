import type { z } from 'zod'
import { type ManagedSettings, managedSettings } from '../../config/managed-settings.ts'
import { settingSchemaOf } from '../../config/setting-schema.ts'
import { isGroup } from '../../config/settings-document.ts'
import { IdpError } from '../../errors.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRequest, AdminRoute } from '../admin-route.ts'
import { defineRoute } from '../define-route.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { changeSettings, waiveQuery, withoutDefaults } from './change-entry.ts'
import { writtenAnswer } from './written-answer.ts'

/** The parts of the settings that are one object each: networks, lockout, sessions, … */

type SectionName = {
  [Name in keyof ManagedSettings]: ManagedSettings[Name] extends readonly unknown[] | number ? never : Name
}[keyof ManagedSettings]

export function sectionRoutes(ports: AdminPorts): AdminRoute[] {
  return sectionNames().flatMap((name) => routesOf(ports, name))
}

/** Out of the schema: a section that is added there has its routes. */
function sectionNames(): SectionName[] {
  const { properties } = settingSchemaOf(managedSettings)
  const names = Object.keys(properties).filter((name) => properties[name]?.kind === 'object' && name !== 'environment')
  return names as SectionName[]
}

function routesOf({ settings }: AdminPorts, name: SectionName): AdminRoute[] {
  const schema = sectionSchema(name)
  const title = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
  return [
    defineRoute({
      operationId: `read${title}Settings`,
      method: 'GET',
      path: `/settings/${name}`,
      summary: `The section ${name} of the settings, defaults filled in.`,
      permission: 'settings.read',
      status: 200,
      answer: schema as z.ZodType,
      example: {},
      run: async () => ({ body: (await settings.readInForce()).settings[name] }),
    }),
    defineRoute({
      operationId: `update${title}Settings`,
      method: 'PUT',
      path: `/settings/${name}`,
      summary: `Replaces the section ${name}; what is left out gets its default.`,
      permission: name === 'administration' ? 'administrators.change' : 'settings.change',
      status: 200,
      query: waiveQuery,
      body: schema as z.ZodType,
      bodyJudgedByRoute: true,
      answer: schema.extend(writtenAnswer) as z.ZodType,
      example: { body: {} },
      run: (request) => changeSection(settings, request, name),
    }),
  ]
}

/** Also for the environment, whose address is another. */
export async function changeSection(
  settings: AdminPorts['settings'],
  request: Pick<AdminRequest, 'given' | 'ifMatch' | 'actor' | 'record' | 'query'>,
  name: SectionName,
) {
  const { given, ifMatch } = request
  if (!isGroup(given)) throw new IdpError('ADMIN_BODY_NOT_JSON', { reason: 'an object is expected' })
  const { joinery: _said, _links, ...sent } = given
  const problems = await changeSettings(settings, request, ({ document, settings: filled }) => {
    requireMatch(ifMatch, filled[name])
    const whole = isGroup(document) ? document : {}
    const before = whole[name]
    const after = withoutDefaults(sent, before ?? {}, filled[name])
    const resource = name === 'environment' ? 'environment' : `settings/${name}`
    const audit = { action: 'update', resource, before: before ?? {}, after }
    return { document: { ...whole, [name]: after }, within: name, audit }
  })
  const section = (await settings.readInForce()).settings[name]
  return { body: { ...section, joinery: { problems } }, etag: etagOf(section) }
}

/** The schema of the section itself, without what fills it when it is left out. */
export function sectionSchema(name: SectionName): z.ZodObject {
  const filled = managedSettings.shape[name]
  return filled.unwrap() as unknown as z.ZodObject
}
