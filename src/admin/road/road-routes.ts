import { z } from 'zod'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { defineRoute } from '../define-route.ts'
import { federationRoutes } from '../federation/federation-routes.ts'
import { scriptRoutes } from '../scripts/script-routes.ts'
import { setupRoutes } from '../setup/setup-routes.ts'
import type { Road } from './road-checker.ts'
import { roadStates, roadStepIds } from './road-step.ts'

const fix = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('page'), label: z.string(), path: z.string().describe('Of the console.') }),
  z.strictObject({
    kind: z.literal('script'),
    label: z.string(),
    script: z.string().describe('As /scripts names it.'),
  }),
  z.strictObject({ kind: z.literal('text'), where: z.string(), text: z.string() }),
])

const road = z.strictObject({
  steps: z.array(
    z.strictObject({
      id: z.enum(roadStepIds),
      title: z.string(),
      about: z.string().describe('Why it must be so.'),
      state: z.enum(roadStates),
      reason: z.string().describe('Why the state is what it is; of a step that is done, the evidence.'),
      ours: z.boolean().describe("Whether Joinery's settings mend it; else it is AD's, Windows' or Entra's."),
      fix: z.array(fix),
      checkedAt: z.iso.datetime().nullable(),
    }),
  ),
  running: z
    .strictObject({ phase: z.string(), done: z.int(), of: z.int() })
    .nullable()
    .describe('A look at the directory and the server that is under way; read again until it is null.'),
  checkedAt: z.iso.datetime().nullable(),
})

/** The road to hybrid join, with what helps along it: the scripts, the comparison with Entra, the wizard. */
export function roadRoutes(ports: AdminPorts): AdminRoute[] {
  const { road: checker } = ports
  return [
    ...setupRoutes(ports),
    ...scriptRoutes(ports),
    ...federationRoutes(ports),
    defineRoute({
      operationId: 'readRoad',
      method: 'GET',
      path: '/road',
      summary:
        'The steps to hybrid join, each with its state. Answers at once; what is old is looked at again meanwhile.',
      permission: 'settings.read',
      status: 200,
      answer: road,
      example: {},
      run: async () => ({ body: shown(await checker.read()) }),
    }),
    defineRoute({
      operationId: 'checkRoad',
      method: 'POST',
      path: '/road/checks',
      summary: 'Looks again at once. One look runs at a time.',
      permission: 'troubleshoot',
      status: 202,
      answer: road,
      example: {},
      run: async () => ({ body: shown(await checker.checkAgain()), location: '/road' }),
    }),
  ]
}

function shown({ steps, running, checkedAt }: Road): z.input<typeof road> {
  return {
    steps: steps.map((step) => ({
      ...step,
      fix: step.fix.map((one) => ({ ...one })),
      checkedAt: step.checkedAt?.toISOString() ?? null,
    })),
    running: running ?? null,
    checkedAt: checkedAt?.toISOString() ?? null,
  }
}

export type RoadAnswer = z.output<typeof road>
