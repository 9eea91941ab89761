import { z } from 'zod'
import { identifier } from './identifier.ts'
import { roles } from './roles.ts'

/** Who else administers Joinery, and how long they stay signed in to the console. */

const administratorGroup = z.strictObject({
  gateway: z.strictObject({ id: identifier.describe('A gateway.') }).describe('How its directory is reached.'),
  groupDn: z.string().min(1).describe('Distinguished name of the group. Members of groups inside it count too.'),
  role: z.enum(roles).describe('What its members may do; of several groups the most powerful role counts.'),
})

export const administration = z.strictObject({
  idleMinutes: z.int().min(1).max(480).default(30).describe('A session in the console not used for so long has ended.'),
  absoluteMinutes: z
    .int()
    .min(5)
    .max(1440)
    .default(720)
    .describe('A session in the console has ended so long after the sign-in, however much it is used.'),
  groups: z
    .array(administratorGroup)
    .default([])
    .describe('Groups of Active Directory whose members may sign in to the console. Only an owner may change them.'),
})
