import { z } from 'zod'
import { type RehearsalRecord, rehearsalKinds, rehearsalStates } from '../../ports/rehearsals.ts'

/** Rehearsals as the admin API shows them. */

const problem = z.strictObject({ code: z.string(), means: z.string(), fix: z.string() })
const step = z.strictObject({
  name: z.string(),
  outcome: z.enum(['ok', 'failed']),
  detail: z.string(),
  ms: z.number(),
})

export const rehearsalSummarySchema = z.strictObject({
  id: z.string(),
  kind: z.enum(rehearsalKinds),
  applicationId: z.string(),
  computer: z.string(),
  user: z.string().nullable(),
  state: z.enum(rehearsalStates).describe('interrupted: the server that ran it went away.'),
  requestedBy: z.string(),
  settingsVersion: z.int().describe('Version of the settings that were in force.'),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
})

export const rehearsalSchema = rehearsalSummarySchema.extend({
  steps: z.array(step).describe('Those that have ended, in their order.'),
  result: z
    .strictObject({
      joined: z.boolean(),
      path: z.enum(['federated', 'sync']).nullable(),
      aadsts: z.string().nullable(),
      hresult: z.string().nullable(),
      dsregcmd: z.string().describe('What Windows would print.'),
      unproved: z.array(z.string()).describe('What this rehearsal could not show.'),
      signIns: z
        .array(z.strictObject({ traceId: z.string(), code: z.string().nullable() }))
        .describe('Its attempts in the sign-in log.'),
    })
    .nullable()
    .describe('When it ran to its end.'),
  problem: problem.nullable().describe('Why it did not.'),
})

export type RehearsalSummary = z.output<typeof rehearsalSummarySchema>
export type Rehearsal = z.output<typeof rehearsalSchema>

export function rehearsalSummaryView(record: RehearsalRecord): z.input<typeof rehearsalSummarySchema> {
  const { id, kind, applicationId, computer, state, requestedBy, settingsVersion } = record
  return {
    ...{ id, kind, applicationId, computer, state, requestedBy, settingsVersion },
    user: record.user ?? null,
    createdAt: record.createdAt.toISOString(),
    startedAt: record.startedAt?.toISOString() ?? null,
    finishedAt: record.finishedAt?.toISOString() ?? null,
  }
}

export function rehearsalView(record: RehearsalRecord): z.input<typeof rehearsalSchema> {
  const { outcome, problem: why } = record
  return {
    ...rehearsalSummaryView(record),
    steps: [...record.steps],
    result: outcome ? resultView(outcome) : null,
    problem: why ?? null,
  }
}

function resultView({ passed, unproved, signIns, ...facts }: NonNullable<RehearsalRecord['outcome']>) {
  return { ...facts, unproved: [...unproved], signIns: [...signIns] }
}
