import { z } from 'zod'

/** A problem as answers carry it: src/config/problem.ts. */
export const problemSchema = z.object({
  severity: z.enum(['error', 'warning', 'note']),
  check: z.string(),
  waivable: z.boolean(),
  path: z.string(),
  line: z.int().optional(),
  value: z.string().optional(),
  reason: z.string(),
  fix: z.string(),
})

/** What an answer to a change of settings has beside the resource. */
export const writtenAnswer = {
  joinery: z
    .strictObject({ problems: z.array(problemSchema) })
    .optional()
    .describe('After a change: warnings and notes that the checks of the settings have.'),
}
