import { z } from 'zod'
import { outcomes, phases } from '../../doctor/diagnosis.ts'

/** The doctor's answer, as src/doctor/diagnosis.ts has it. */
export const diagnosisSchema = z.strictObject({
  version: z.literal(1),
  verdict: z.enum(['healthy', 'warning', 'problem', 'unreadable']),
  summary: z.string(),
  phase: z.enum(phases).nullable().describe('Of the first failure.'),
  devices: z.array(z.string()).readonly(),
  inputs: z.array(z.strictObject({ source: z.string(), kind: z.string(), lines: z.string() })).readonly(),
  findings: z
    .array(
      z.strictObject({
        id: z.string().describe('Of the check; docs/doctor.md has them all.'),
        outcome: z.enum(outcomes),
        title: z.string(),
        codes: z.array(z.string()).readonly(),
        phase: z.enum(phases),
        inferred: z.boolean(),
        evidence: z.array(z.strictObject({ source: z.string(), line: z.int(), text: z.string() })).readonly(),
        expected: z.string(),
        observed: z.string(),
        fix: z.array(z.strictObject({ where: z.string(), text: z.string() })).readonly(),
        verify: z.string(),
        links: z.array(z.string()).readonly(),
        needs: z.array(z.string()).readonly(),
        causes: z.array(z.strictObject({ id: z.string(), title: z.string(), isProved: z.boolean() })).readonly(),
        wouldTell: z.array(z.string()).readonly(),
        device: z.string().nullable(),
      }),
    )
    .readonly()
    .describe('The worst first.'),
  notes: z
    .array(z.strictObject({ source: z.string(), text: z.string() }))
    .readonly()
    .describe('What could not be read.'),
})
