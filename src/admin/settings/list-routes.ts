import type { z } from 'zod'
import { identifier } from '../../config/identifier.ts'
import type { Problem } from '../../config/problem.ts'
import { entriesOf, type Group, isGroup } from '../../config/settings-document.ts'
import { IdpError } from '../../errors.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminAnswer, AdminRequest, AdminRoute } from '../admin-route.ts'
import { collectionOf, filteredPageQuery, pageOfList } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { auditable } from './auditable.ts'
import { changeSettings, waiveQuery, withEntry, withoutDefaults } from './change-entry.ts'
import { idFromName } from './id-from-name.ts'
import { writtenAnswer } from './written-answer.ts'

/** The five routes of a list of the settings document: list, create, read, update, delete. */

export interface SettingsList {
  readonly list: 'applications' | 'gateways' | 'populations'
  /** In words and in ids: `gateway`. */
  readonly one: string
  /** Of an entry in the document. */
  readonly schema: z.ZodObject
  /** Parts of an entry that have routes of their own: neither shown nor changed here. */
  readonly apart?: readonly string[]
  readonly description?: string
  readonly example: { readonly id: string; readonly create: Group; readonly update: Group }
  /** What the body of a client of PingOne holds beside ours: taken away, or refused by throwing. */
  readonly accept?: (body: Group) => Group
}

type Entry = Group & { readonly id: string }

/** Fields of PingOne's resources that a client may send back as it got them; Joinery makes them itself. */
const ownFields = ['_links', '_embedded', 'environment', 'createdAt', 'updatedAt', 'joinery']

export function settingsListRoutes(ports: AdminPorts, options: SettingsList): AdminRoute[] {
  return [
    ...readingRoutes(ports, options),
    createRoute(ports, options),
    updateRoute(ports, options),
    deleteRoute(ports, options),
  ]
}

function readingRoutes({ settings }: AdminPorts, options: SettingsList): AdminRoute[] {
  const { list, one, description, example } = options
  const shown = shownSchema(options)
  return [
    defineRoute({
      operationId: `list${capital(list)}`,
      method: 'GET',
      path: `/${list}`,
      summary: `All ${list}.`,
      ...(description !== undefined && { description }),
      permission: 'settings.read',
      status: 200,
      query: filteredPageQuery,
      answer: collectionOf(list, shown) as z.ZodType,
      example: {},
      run: async (request) => {
        const entries = (await settings.readInForce()).settings[list].map((entry) => view(options, entry))
        return { body: pageOfList(request, list, entries) }
      },
    }),
    defineRoute({
      operationId: `read${capital(one)}`,
      method: 'GET',
      path: `/${list}/{${one}Id}`,
      summary: `One ${one}.`,
      permission: 'settings.read',
      status: 200,
      answer: shown as z.ZodType,
      example: exampleOf(options, example.id, {}),
      run: async (request) => ({
        body: find(options, (await settings.readInForce()).settings, idIn(options, request)),
      }),
    }),
  ]
}

function createRoute({ settings }: AdminPorts, options: SettingsList): AdminRoute {
  const { list, one, example } = options
  return defineRoute({
    operationId: `create${capital(one)}`,
    method: 'POST',
    path: `/${list}`,
    summary: `Creates ${article(one)} ${one}.`,
    description: 'Without an id, one is made of the name.',
    permission: 'settings.change',
    status: 201,
    query: waiveQuery,
    body: bodySchema(options),
    bodyJudgedByRoute: true,
    answer: answerSchema(options),
    example: { body: example.create },
    run: async (request) => {
      const given = acceptBody(options, request.given)
      let id = ''
      const problems = await changeSettings(settings, request, ({ document }) => {
        const taken = entriesOf(document, list).map((entry) => String(entry.id))
        id = typeof given.id === 'string' ? given.id : idFromName(given.name, taken, one)
        if (taken.includes(id)) throw new IdpError('ADMIN_ID_TAKEN', { resource: one, id })
        const entry = { ...given, id }
        const audit = { action: 'create', resource: `${list}/${id}`, after: auditable(entry) }
        return { document: withEntry(document, list, id, entry), within: `${list}/${id}`, audit }
      })
      return { ...(await written({ settings }, options, id, problems)), location: `/${list}/${id}` }
    },
  })
}

function updateRoute({ settings }: AdminPorts, options: SettingsList): AdminRoute {
  const { list, one, example } = options
  return defineRoute({
    operationId: `update${capital(one)}`,
    method: 'PUT',
    path: `/${list}/{${one}Id}`,
    summary: `Replaces ${article(one)} ${one}.`,
    description: 'What is left out gets its default; secrets that are left out stay.',
    permission: 'settings.change',
    status: 200,
    query: waiveQuery,
    body: bodySchema(options),
    bodyJudgedByRoute: true,
    answer: answerSchema(options),
    example: exampleOf(options, madeId(options), { body: example.update }),
    run: async (request) => {
      const id = idIn(options, request)
      const given = acceptBody(options, request.given)
      if (given.id !== undefined && given.id !== id)
        throw new IdpError('ADMIN_ID_FIXED', { id, given: String(given.id) })
      const problems = await changeSettings(settings, request, ({ document, settings: filled }) => {
        const before = find(options, filled, id)
        requireMatch(request.ifMatch, before)
        const stored = entriesOf(document, list).find((entry) => entry.id === id) ?? {}
        const entry = { ...lean({ ...given, id }, stored, before), ...partsApart(options, stored) }
        const audit = { action: 'update', resource: `${list}/${id}`, before: stored, after: auditable(entry) }
        return { document: withEntry(document, list, id, entry), within: `${list}/${id}`, audit }
      })
      return written({ settings }, options, id, problems)
    },
  })
}

function deleteRoute({ settings }: AdminPorts, options: SettingsList): AdminRoute {
  const { list, one } = options
  return defineRoute({
    operationId: `delete${capital(one)}`,
    method: 'DELETE',
    path: `/${list}/{${one}Id}`,
    summary: `Deletes ${article(one)} ${one}.`,
    description: 'Refused while something else in the settings uses it; the problems say what.',
    permission: 'settings.change',
    status: 204,
    query: waiveQuery,
    example: exampleOf(options, madeId(options), {}),
    run: async (request) => {
      const id = idIn(options, request)
      await changeSettings(settings, request, ({ document, settings: filled }) => {
        requireMatch(request.ifMatch, find(options, filled, id))
        const before = entriesOf(document, list).find((entry) => entry.id === id)
        const audit = { action: 'delete', resource: `${list}/${id}`, before }
        return { document: withEntry(document, list, id, undefined), within: `${list}/${id}`, audit }
      })
      return {}
    },
  })
}

/** The entry as it is now, with what the checks say of it; its ETag is that of the entry alone. */
async function written(
  { settings }: Pick<AdminPorts, 'settings'>,
  options: SettingsList,
  id: string,
  problems: readonly Problem[],
): Promise<AdminAnswer> {
  const entry = find(options, (await settings.readInForce()).settings, id)
  return { body: { ...entry, joinery: { problems } }, etag: etagOf(entry) }
}

/** The entry that the example of `create` makes. */
function madeId({ one, example }: SettingsList): string {
  return idFromName(example.create.name, [], one)
}

function bodySchema(options: SettingsList): z.ZodType {
  return shownSchema(options).extend({ id: identifier.optional() })
}

function answerSchema(options: SettingsList): z.ZodType {
  return shownSchema(options).extend(writtenAnswer)
}

function acceptBody({ accept }: SettingsList, given: unknown): Group {
  if (!isGroup(given)) throw new IdpError('ADMIN_BODY_NOT_JSON', { reason: 'an object is expected' })
  const known = Object.fromEntries(Object.entries(given).filter(([name]) => !ownFields.includes(name)))
  return accept === undefined ? known : accept(known)
}

function lean(sent: Group, stored: Group, filled: Group): Group {
  const kept = withoutDefaults(sent, stored, filled)
  return isGroup(kept) ? kept : sent
}

function partsApart({ apart = [] }: SettingsList, stored: Group): Group {
  return Object.fromEntries(Object.entries(stored).filter(([name]) => apart.includes(name)))
}

function apartMask({ apart = [] }: SettingsList): Record<string, true> {
  return Object.fromEntries(apart.map((name) => [name, true as const]))
}

function shownSchema(options: SettingsList): z.ZodObject {
  return options.schema.omit(apartMask(options))
}

function view({ apart = [] }: SettingsList, entry: Group): Entry {
  const parts = Object.entries(entry).filter(([name, value]) => !apart.includes(name) && value !== undefined)
  return { ...Object.fromEntries(parts), id: String(entry.id) }
}

function find(options: SettingsList, settings: unknown, id: string): Entry {
  const found = entriesOf(settings, options.list).find((entry) => entry.id === id)
  if (found === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: options.one, id })
  return view(options, found)
}

function idIn({ one }: SettingsList, request: Pick<AdminRequest, 'params'>): string {
  const params: Readonly<Record<string, string | undefined>> = { ...(request.params as object) }
  return params[`${one}Id`] ?? ''
}

function exampleOf({ one }: SettingsList, id: string, example: { readonly body?: Group }) {
  return { params: { [`${one}Id`]: id }, ...example }
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`
}

function article(word: string): string {
  return /^[aeiou]/.test(word) ? 'an' : 'a'
}
