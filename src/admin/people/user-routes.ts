import { z } from 'zod'
import { IdpError } from '../../errors.ts'
import type { ProfileRecord } from '../../ports.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { collectionOf, pageAnswer, pageQuery, readPosition } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { principalsOf } from './principals-of.ts'
import { userAnswer, userAnswerOf } from './user-answer.ts'

const query = pageQuery.extend({
  search: z.string().max(256).optional().describe('How the username begins, in any case.'),
  account: z.enum(['user', 'device']).optional(),
  populationId: z.string().max(128).optional(),
  gatewayId: z.string().max(128).optional(),
  userTypeId: z.string().max(128).optional(),
})

const fromDirectory =
  'A user of Joinery is what was kept of an Active Directory account at its sign-in, so users are neither created nor changed here.'

export function userRoutes(ports: AdminPorts): AdminRoute[] {
  return [...readingRoutes(ports), ...refusingRoutes(), ...erasingRoutes(ports)]
}

function readingRoutes(ports: AdminPorts): AdminRoute[] {
  const { settings, profileSearch } = ports
  const environmentId = (): string => settings.current().managed.environment.id
  return [
    defineRoute({
      operationId: 'listUsers',
      method: 'GET',
      path: '/users',
      summary: 'Who has signed in: people and computers, by username.',
      description: `${fromDirectory} A page may hold fewer than \`limit\` although there are more: follow \`_links.next\`.`,
      permission: 'people.read',
      status: 200,
      query,
      answer: collectionOf('users', userAnswer),
      example: { query: { account: 'user', search: 'a', limit: '10' } },
      run: async ({ self, query: { limit, cursor, search, ...filter } }) => {
        const wanted = { ...filter, usernamePrefix: search }
        const page = await profileSearch.list(wanted, limit, cursor === undefined ? undefined : readPosition(cursor))
        const users = page.records.map((record) => userAnswerOf(record, environmentId()))
        return { body: pageAnswer(self, 'users', users, page.cursor) }
      },
    }),
    defineRoute({
      operationId: 'readUser',
      method: 'GET',
      path: '/users/{userId}',
      summary: 'What is kept of one account.',
      permission: 'people.read',
      status: 200,
      answer: userAnswer,
      example: { params: { userId: 'u1' }, needs: 'a sign-in' },
      run: async ({ params }) => ({ body: userAnswerOf(await getUser(ports, params.userId), environmentId()) }),
    }),
    defineRoute({
      operationId: 'countPopulationMembers',
      method: 'GET',
      path: '/populationCounts',
      summary: 'How many users each population has.',
      permission: 'people.read',
      status: 200,
      answer: collectionOf(
        'populationCounts',
        z.strictObject({
          population: z.strictObject({ id: z.string() }).optional().describe('Left out: those in none.'),
          userCount: z.int(),
        }),
      ),
      example: {},
      run: async ({ self }) => {
        const counts = await profileSearch.countByPopulation()
        const shown = counts.map(({ populationId, count }) => ({
          ...(populationId !== undefined && { population: { id: populationId } }),
          userCount: count,
        }))
        return { body: pageAnswer(self, 'populationCounts', shown, undefined) }
      },
    }),
  ]
}

function refusingRoutes(): AdminRoute[] {
  const refuse = (): never => {
    throw new IdpError('ADMIN_USERS_FROM_DIRECTORY')
  }
  const description = fromDirectory
  const needs = 'nothing would make it end well: it is refused by name'
  return [
    defineRoute({
      ...{ operationId: 'createUser', method: 'POST', path: '/users', summary: 'Refused.', description },
      ...{ permission: 'people.change', status: 201, example: { needs }, run: refuse },
    }),
    defineRoute({
      ...{ operationId: 'updateUser', method: 'PUT', path: '/users/{userId}', summary: 'Refused.', description },
      ...{ permission: 'people.change', status: 200, example: { params: { userId: 'u1' }, needs }, run: refuse },
    }),
  ]
}

const exportedSignIns = 10_000

function erasingRoutes(ports: AdminPorts): AdminRoute[] {
  const { people, clock } = ports
  return [
    defineRoute({
      operationId: 'exportUser',
      method: 'GET',
      path: '/users/{userId}/export',
      summary: 'Everything that is kept of one account, as JSON, for a person who asks for it.',
      description: `Profile, sessions, second factors without their secrets, wrong passwords, familiar networks, and the newest ${exportedSignIns} sign-ins.`,
      permission: 'people.change',
      status: 200,
      example: { params: { userId: 'u1' }, needs: 'a sign-in' },
      run: async ({ params }) => {
        const user = await getUser(ports, params.userId)
        const collected = await people.collect(await subjectOf(ports, user, true), exportedSignIns)
        const content = JSON.stringify({ exportedAt: clock.now(), ...collected }, undefined, 2)
        const file = { contentType: 'application/json; charset=utf-8', name: `user-${user.id}.json`, content }
        return { file, audit: { action: 'export', resource: `users/${user.id}` } }
      },
    }),
    defineRoute({
      operationId: 'deleteUser',
      method: 'DELETE',
      path: '/users/{userId}',
      summary:
        'Deletes all that is kept of one account: profile, sessions, second factors, wrong passwords, familiar networks.',
      description:
        'With `signIns=true` its sign-ins go, too. The account in Active Directory is not touched: with its next sign-in a new profile is made. Backups, files of the log and the audit log keep what they have.',
      permission: 'people.change',
      status: 204,
      query: z.strictObject({ signIns: z.enum(['true', 'false']).default('false') }),
      example: { params: { userId: 'u1' }, needs: 'a sign-in' },
      run: async ({ params, query: { signIns } }) => {
        const user = await getUser(ports, params.userId)
        const erased = await people.erase(await subjectOf(ports, user, signIns === 'true'))
        // Who it was is just what must be nowhere afterwards.
        return { audit: { action: 'delete', resource: `users/${user.id}`, before: erased } }
      },
    }),
  ]
}

/** Throws ADMIN_NOT_FOUND. */
export async function getUser(
  { profileSearch }: Pick<AdminPorts, 'profileSearch'>,
  id: string,
): Promise<ProfileRecord> {
  const record = await profileSearch.find(id)
  if (record === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'user', id })
  return record
}

async function subjectOf({ sessions }: AdminPorts, user: ProfileRecord, withSignIns: boolean) {
  const owner = { gatewayId: user.gatewayId, objectSid: user.objectSid }
  const principals = withSignIns ? principalsOf(user, await sessions.list(owner, 100)) : []
  return { ...owner, principals }
}
