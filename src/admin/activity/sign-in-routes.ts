import { z } from 'zod'
import { IdpError } from '../../errors.ts'
import type { SignInFilter } from '../../ports/sign-in-search.ts'
import { stageNames } from '../../ports.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { collectionOf, pageAnswer, pageQuery, readPosition, wholeNumber } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { entraAnswer } from './entra-answer.ts'
import { exportForms, exportSignIns } from './export-sign-ins.ts'
import { outcomes, signInDetailSchema, signInSchema, signInView, stagesView, summarySchema } from './sign-in-schema.ts'

/** The sign-in log: newest first, one attempt with its six stages, counts, and the whole as a file. */
export function signInRoutes(ports: Pick<AdminPorts, 'signIns' | 'clock'>): AdminRoute[] {
  return [listRoute(ports), summaryRoute(ports), exportRoute(ports), readRoute(ports)]
}

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

const filterQuery = z.strictObject({
  from: moment.optional().describe('Not older, as 2026-03-01T12:00:00Z.'),
  until: moment.optional().describe('Older than this.'),
  outcome: z.enum(outcomes).optional(),
  steps: z
    .stringbool()
    .default(true)
    .describe(
      'false: without the steps of a sign-in that only asked for more, such as a first request without a ticket.',
    ),
  applicationId: z.string().max(200).optional(),
  principal: z.string().min(1).max(200).optional().describe('How the user name or principal begins, in any case.'),
  code: z.string().max(100).optional().describe('Code of Joinery, as AUTHENTICATE_CLOCK_SKEW.'),
  remoteAddress: z.string().max(100).optional(),
  stage: z.enum(stageNames).optional().describe('The stage that ended the attempt.'),
  requestId: z
    .string()
    .max(200)
    .optional()
    .describe('The trace id that an error page shows, or the client request id that Windows prints.'),
})

function filterOf({ principal, stage, requestId, ...same }: z.output<typeof filterQuery>): SignInFilter {
  return { ...same, principalPrefix: principal, failedStage: stage, clientRequestId: requestId }
}

function listRoute({ signIns }: Pick<AdminPorts, 'signIns'>): AdminRoute {
  return defineRoute({
    operationId: 'listSignIns',
    method: 'GET',
    path: '/signIns',
    summary: 'The sign-in log, newest first.',
    description:
      'All filters must hold. A page may hold fewer than `limit`, even none, and yet have a next one. To follow the log, ask again with `from` a minute before the newest you have: an attempt is written when it ends, and its time is that of its start; `traceId` tells which ones you have.',
    permission: 'log.read',
    status: 200,
    query: pageQuery.extend(filterQuery.shape),
    answer: collectionOf('signIns', signInSchema),
    example: { query: { outcome: 'refused', limit: '20' } },
    run: async ({ self, query: { limit, cursor, ...query } }) => {
      const traced = query.requestId === undefined ? undefined : await signIns.find(query.requestId)
      if (traced) return { body: pageAnswer(self, 'signIns', [signInView(traced)], undefined) }
      const page = await signIns.list(filterOf(query), limit, cursor && readPosition(cursor))
      return { body: pageAnswer(self, 'signIns', page.records.map(signInView), page.cursor) }
    },
  })
}

const none = { issued: 0, signedOut: 0, challenged: 0, refused: 0, failed: 0 }
const dayMilliseconds = 86_400_000
const mostBuckets = 2000

function summaryRoute({ signIns, clock }: Pick<AdminPorts, 'signIns' | 'clock'>): AdminRoute {
  return defineRoute({
    operationId: 'summarizeSignIns',
    method: 'GET',
    path: '/signIns/summary',
    summary: 'How many attempts there were, by outcome.',
    description:
      'Of the last day where no times are given. Buckets without an attempt are left out; they are wider than asked for where there would be more than 2000.',
    permission: 'log.read',
    status: 200,
    query: z.strictObject({
      from: moment.optional(),
      until: moment.optional(),
      bucket: wholeNumber(5, 10_080).default(60).describe('Width of a bucket in minutes; a multiple of five.'),
    }),
    answer: summarySchema,
    example: { query: { bucket: '60' } },
    run: async ({ query }) => {
      const until = query.until ?? clock.now()
      const from = query.from ?? new Date(until.getTime() - dayMilliseconds)
      const minutes = (until.getTime() - from.getTime()) / 60_000
      const bucketMinutes = Math.ceil(Math.max(query.bucket, minutes / mostBuckets) / 5) * 5
      const summary = await signIns.summarize({ from, until, bucketMilliseconds: bucketMinutes * 60_000 })
      const totals = { ...none }
      for (const { outcomes: counted } of summary.buckets)
        for (const outcome of outcomes) totals[outcome] += counted[outcome] ?? 0
      return {
        body: {
          ...{ from: from.toISOString(), until: until.toISOString(), bucketMinutes, totals },
          buckets: summary.buckets.map((bucket) => ({
            at: bucket.at.toISOString(),
            outcomes: { ...none, ...bucket.outcomes },
          })),
          codes: [...summary.codes],
        },
      }
    },
  })
}

const contentTypes = { ndjson: 'application/x-ndjson', csv: 'text/csv; charset=utf-8' } as const

function exportRoute({ signIns }: Pick<AdminPorts, 'signIns'>): AdminRoute {
  return defineRoute({
    operationId: 'exportSignIns',
    method: 'GET',
    path: '/signIns/export',
    summary: 'The sign-in log as a file: one JSON object a line, or CSV.',
    description:
      'Takes the filters of the list. The lines are sent as they are read. In CSV, what a spreadsheet would take for a formula has an apostrophe before it.',
    permission: 'log.read',
    status: 200,
    query: filterQuery.extend({
      format: z.enum(exportForms).default('ndjson'),
      limit: wholeNumber(1, 1_000_000).default(100_000).describe('How many at most.'),
    }),
    example: { query: { format: 'csv' } },
    run: ({ query: { format, limit, ...query } }) => ({
      file: {
        contentType: contentTypes[format],
        name: `sign-ins.${format}`,
        content: exportSignIns(signIns, filterOf(query), format, limit),
      },
    }),
  })
}

function readRoute({ signIns }: Pick<AdminPorts, 'signIns'>): AdminRoute {
  return defineRoute({
    operationId: 'readSignIn',
    method: 'GET',
    path: '/signIns/{traceId}',
    summary: 'One attempt: its six stages, what was decided, why it failed and what to do.',
    permission: 'log.read',
    status: 200,
    answer: signInDetailSchema,
    example: { params: { traceId: '00000000-0000-4000-8000-000000000000' }, needs: 'an attempt in the log' },
    run: async ({ params: { traceId } }) => {
      const record = await signIns.find(traceId)
      if (record === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'sign-in', id: traceId })
      const { fix, code } = record
      const row = code && new IdpError(code).row
      return {
        body: {
          ...signInView(record),
          fix: fix ?? null,
          stages: stagesView(record),
          entra: entraAnswer(record),
          check: row?.check ?? null,
          specification: row?.spec ?? null,
          docs: code ? `docs/errors.md#${code.toLowerCase()}` : null,
        },
      }
    },
  })
}
