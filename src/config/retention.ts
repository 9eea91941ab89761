import { z } from 'zod'

const days = z.int().min(1).max(3660)

/** How long is kept what is written down about people and administrators. */
export const retention = z.strictObject({
  signInLogDays: days.default(90).describe('Sign-in records older than this are deleted.'),
  signInLogRecords: z
    .int()
    .min(1000)
    .max(50_000_000)
    .default(2_000_000)
    .describe('Of more sign-in records than this the oldest are deleted.'),
  auditDays: days.default(730).describe('Records of what administrators changed that are older than this are deleted.'),
})

export type RetentionSettings = z.output<typeof retention>
