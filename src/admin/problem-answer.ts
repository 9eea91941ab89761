import { z } from 'zod'
import type { IdpError } from '../errors.ts'

/** One of our errors inside an answer, where it is what was found and no refusal of the request. */
export const problemAnswer = z.strictObject({
  code: z.string().describe('As in docs/errors.md.'),
  means: z.string().describe('What happened.'),
  fix: z.string().describe('What to do.'),
})

export function problemAnswerOf({ code, means, fix }: IdpError): z.output<typeof problemAnswer> {
  return { code, means, fix }
}
