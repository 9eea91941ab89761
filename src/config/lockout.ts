import { z } from 'zod'

/** Smart lockout: how many wrong passwords are let through to the directory, and what happens to the rest. */

const wrongPasswords = z.int().min(1).max(100)

export const lockout = z.strictObject({
  mode: z
    .enum(['enforce', 'logOnly'])
    .default('enforce')
    .describe('logOnly: counts and says in the sign-in log what enforce would have refused, and lets it through.'),
  familiarThreshold: wrongPasswords
    .default(5)
    .describe('Wrong passwords of one user from places where that user has signed in before.'),
  unfamiliarThreshold: wrongPasswords
    .default(4)
    .describe(
      "Wrong passwords of one user from all other places together. Both thresholds are lowered to stay below the directory's.",
    ),
  observationWindowMinutes: z
    .int()
    .min(5)
    .max(99_999)
    .default(30)
    .describe("A count starts anew so long after its last wrong password. Never shorter than the directory's window."),
  wrongPasswordsPerMinute: z
    .int()
    .min(1)
    .max(10_000)
    .default(30)
    .describe('Wrong passwords of one address (IPv6: of one /64), whoever they are for; right ones do not count.'),
  wrongPasswordsAtOnce: z
    .int()
    .min(1)
    .max(10_000)
    .default(100)
    .describe('How many of them may come at once, as after a quiet night.'),
})

export type LockoutSettings = z.output<typeof lockout>
