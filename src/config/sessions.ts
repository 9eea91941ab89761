import { z } from 'zod'

/** How long a browser stays signed in to Joinery. */
export const sessions = z.strictObject({
  idleMinutes: z.int().min(1).max(10_080).default(60).describe('A session not used for so long has ended.'),
  absoluteMinutes: z
    .int()
    .min(5)
    .max(43_200)
    .default(720)
    .describe('A session has ended so long after the sign-in, however much it is used.'),
  staySignedIn: z
    .strictObject({
      offered: z.boolean().default(false).describe('Whether the form asks "Stay signed in".'),
      days: z.int().min(1).max(180).default(30).describe('How long such a session lasts, used or not.'),
    })
    .prefault({})
    .describe('Sessions that outlive the browser; Entra is told of it by the psso claim.'),
})

export type SessionSettings = z.output<typeof sessions>
