import { z } from 'zod'
import type { Facts } from '../../errors.ts'
import { type SignInRecord, stageNames } from '../../ports.ts'

/** An attempt of the sign-in log, as the admin API shows it. */

export const outcomes = ['issued', 'signedOut', 'challenged', 'refused', 'failed'] as const

/** What a stage noted; never a secret. */
const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))

export const signInSchema = z.strictObject({
  traceId: z.string(),
  startedAt: z.iso.datetime(),
  milliseconds: z.number().describe('What its stages took together.'),
  outcome: z
    .enum(outcomes)
    .describe(
      'challenged: a step of a sign-in, such as a first request without a ticket; failed: nobody but we could help it.',
    ),
  applicationId: z.string().nullable(),
  endpoint: z.string().describe('Begins with `rehearsal` where a rehearsal asked.'),
  principal: z.string().nullable().describe('With its Kerberos realm, or the user name as it was typed.'),
  remoteAddress: z.string(),
  clientRequestId: z.string().nullable(),
  code: z.string().nullable().describe('Why it was refused; docs/errors.md has them all.'),
  failedStage: z.enum(stageNames).nullable(),
  means: z.string().nullable(),
})

const stageSchema = z.strictObject({
  stage: z.enum(stageNames),
  outcome: z.enum(['ok', 'failed', 'notReached']),
  milliseconds: z.number(),
  facts,
})

export const signInDetailSchema = signInSchema.extend({
  fix: z.string().nullable(),
  stages: z.array(stageSchema).describe('All six, in their order.'),
  entra: z.strictObject({
    answer: z.enum(['accepted', 'AADSTS51004', 'notAsked', 'unknown']),
    why: z.string(),
  }),
  check: z.string().nullable().describe('The check of the doctor that finds it.'),
  specification: z.string().nullable().describe('The clause that was enforced, as in docs/specs.md.'),
  docs: z.string().nullable().describe('Where the documentation tells of the code.'),
})

const count = z.int()
const counts = z.strictObject({ issued: count, signedOut: count, challenged: count, refused: count, failed: count })

export const summarySchema = z.strictObject({
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  bucketMinutes: z.int(),
  totals: counts,
  buckets: z.array(z.strictObject({ at: z.iso.datetime(), outcomes: counts })),
  codes: z
    .array(z.strictObject({ code: z.string(), count }))
    .describe('Why the others were refused, the most frequent first.'),
})

export type SignIn = z.output<typeof signInSchema>
export type SignInDetail = z.output<typeof signInDetailSchema>
export type SignInCounts = z.output<typeof summarySchema>

export function signInView(record: SignInRecord): z.input<typeof signInSchema> {
  return {
    traceId: record.traceId,
    startedAt: record.startedAt.toISOString(),
    milliseconds: rounded(record.stages.reduce((sum, { milliseconds }) => sum + milliseconds, 0)),
    outcome: record.outcome,
    applicationId: record.applicationId ?? null,
    endpoint: record.endpoint,
    principal: record.principal ?? null,
    remoteAddress: record.remoteAddress,
    clientRequestId: record.clientRequestId ?? null,
    code: record.code ?? null,
    failedStage: record.stages.find(({ outcome }) => outcome === 'failed')?.stage ?? null,
    means: record.means ?? null,
  }
}

/** All six, in their order: also those that were not reached. */
export function stagesView({ stages }: SignInRecord): z.input<typeof stageSchema>[] {
  return stageNames.map((stage) => {
    const ran = stages.find((one) => one.stage === stage)
    return ran === undefined
      ? { stage, outcome: 'notReached' as const, milliseconds: 0, facts: {} }
      : { stage, outcome: ran.outcome, milliseconds: rounded(ran.milliseconds), facts: factsView(ran.facts) }
  })
}

function factsView(noted: Facts): z.input<typeof facts> {
  const known = Object.entries(noted).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === 'object' ? [...value] : value] as const],
  )
  return Object.fromEntries(known)
}

const rounded = (milliseconds: number): number => Math.round(milliseconds * 10) / 10
