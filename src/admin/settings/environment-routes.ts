import { z } from 'zod'
import { isGroup } from '../../config/settings-document.ts'
import { IdpError } from '../../errors.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { collectionOf, pageAnswer } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { waiveQuery } from './change-entry.ts'
import { changeSection, sectionSchema } from './section-routes.ts'
import { writtenAnswer } from './written-answer.ts'

/** The one environment an installation has: its name can be changed, and there is never another. */
export function environmentRoutes({ settings }: AdminPorts): AdminRoute[] {
  const environment = sectionSchema('environment')
  const refuse = (): never => {
    throw new IdpError('ADMIN_ENVIRONMENT_FIXED')
  }
  return [
    defineRoute({
      operationId: 'listEnvironments',
      method: 'GET',
      path: '/environments',
      top: true,
      summary: 'The environments: exactly one.',
      permission: 'signedIn',
      status: 200,
      answer: collectionOf('environments', environment) as z.ZodType,
      example: {},
      run: ({ self }) => ({
        body: pageAnswer(self, 'environments', [settings.current().managed.environment], undefined),
      }),
    }),
    defineRoute({
      operationId: 'createEnvironment',
      method: 'POST',
      path: '/environments',
      top: true,
      summary: 'Always refused: an installation of Joinery has one environment.',
      permission: 'settings.change',
      status: 201,
      query: waiveQuery,
      body: z.looseObject({}),
      example: { body: {}, needs: 'another installation: this is always refused' },
      run: refuse,
    }),
    defineRoute({
      operationId: 'readEnvironment',
      method: 'GET',
      path: '',
      summary: 'The environment.',
      permission: 'signedIn',
      status: 200,
      answer: environment as z.ZodType,
      example: {},
      run: async () => ({ body: (await settings.readInForce()).settings.environment }),
    }),
    defineRoute({
      operationId: 'updateEnvironment',
      method: 'PUT',
      path: '',
      summary: 'Changes its name. The id stays: it is part of every address of this API.',
      permission: 'settings.change',
      status: 200,
      query: waiveQuery,
      body: environment.extend({ id: z.string().optional() }) as z.ZodType,
      bodyJudgedByRoute: true,
      answer: environment.extend(writtenAnswer) as z.ZodType,
      example: { body: { name: 'Contoso' } },
      run: async (request) => {
        const { id } = settings.current().managed.environment
        if (!isGroup(request.given)) throw new IdpError('ADMIN_BODY_NOT_JSON', { reason: 'an object is expected' })
        const given = { id, ...request.given }
        if (given.id !== id) throw new IdpError('ADMIN_ID_FIXED', { id, given: String(given.id) })
        return changeSection(settings, { ...request, given }, 'environment')
      },
    }),
    defineRoute({
      operationId: 'deleteEnvironment',
      method: 'DELETE',
      path: '',
      summary: 'Always refused: an installation of Joinery has one environment.',
      permission: 'settings.change',
      status: 204,
      query: waiveQuery,
      example: { needs: 'another installation: this is always refused' },
      run: refuse,
    }),
  ]
}
