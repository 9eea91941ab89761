import { z } from 'zod'
import { roles } from '../../config/roles.ts'
import type { AdministratorRecord, AdministratorSession, InvitationRecord } from '../../ports/administrators.ts'
import type { SecondFactor } from '../../ports/second-factors.ts'

/** Administrators, their sessions and their links as the API shows them. Passwords, hashes and tokens never are in it. */

const role = z
  .enum(roles)
  .describe('What this administrator may do; docs/admin-api.md has the permissions of each role.')
const email = z.email().max(254).describe('For other administrators; Joinery sends no mail.')

export const administratorSchema = z.strictObject({
  id: z.string(),
  kind: z
    .enum(['local', 'directory'])
    .describe('local: Joinery has the password. directory: a group of AD gives the role.'),
  name: z.string(),
  email: email.optional(),
  role,
  enabled: z.boolean(),
  gateway: z.strictObject({ id: z.string() }).optional().describe('Of a directory account.'),
  dn: z.string().optional().describe('Of a directory account, at its last sign-in.'),
  secondFactors: z.array(z.enum(['totp', 'passkey'])).describe('What is set up.'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  lastSignInAt: z.iso.datetime().optional(),
})

export const administratorChange = z.strictObject({
  name: z.string().min(1).max(64).optional().describe('Left out: as it is. Of a directory account: fixed.'),
  email: email.optional().describe('Left out: none.'),
  role: role.optional().describe('Left out: as it is. Of a directory account: its groups say.'),
  enabled: z.boolean().describe('false ends all sessions of the account.'),
})

export const invitationSchema = z.strictObject({
  id: z.string(),
  purpose: z
    .enum(['first', 'invite', 'reset'])
    .describe('reset: a new password and second factor for one who is there.'),
  administrator: z.strictObject({ id: z.string() }).describe('The account it makes, or gives back.'),
  role,
  name: z.string().optional(),
  email: email.optional(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
})

const link = z
  .string()
  .describe(
    'Path of the link, below the address of the admin listener: told once. Whoever has it becomes this administrator.',
  )

export const newInvitation = z.strictObject({
  role,
  name: z.string().min(1).max(64).optional(),
  email: email.optional(),
})
export const madeInvitation = invitationSchema.extend({ link })

export const factorReset = z.strictObject({
  factorsRemoved: z.int(),
  sessionsEnded: z.int(),
  invitation: madeInvitation
    .optional()
    .describe(
      'For a local account: by this link it gets a new password and second factor. A directory account sets one up at its next sign-in.',
    ),
})

export const sessionSchema = z.strictObject({
  id: z.string(),
  administrator: z.strictObject({ id: z.string(), name: z.string() }),
  remoteAddress: z.string(),
  userAgent: z.string().optional(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
})

export type Administrator = z.output<typeof administratorSchema>
export type Invitation = z.output<typeof invitationSchema>
export type MadeInvitation = z.output<typeof madeInvitation>
export type FactorReset = z.output<typeof factorReset>
export type AdministratorSessionEntry = z.output<typeof sessionSchema>

export function administratorBody(record: AdministratorRecord, factors: readonly SecondFactor[]): Administrator {
  const { account, lastSignInAt } = record
  return {
    ...{ id: record.id, kind: account.kind, name: record.name },
    ...(record.email !== undefined && { email: record.email }),
    ...{ role: record.role, enabled: record.enabled },
    ...(account.kind === 'directory' && { gateway: { id: account.gatewayId }, dn: account.dn }),
    secondFactors: factors.map(({ kind }) => kind),
    ...{ createdAt: record.createdAt.toISOString(), updatedAt: record.updatedAt.toISOString() },
    ...(lastSignInAt && { lastSignInAt: lastSignInAt.toISOString() }),
  }
}

export function invitationBody(record: InvitationRecord): Invitation {
  const { id, purpose, administratorId, role, name, email, createdBy, createdAt, expiresAt } = record
  return {
    ...{ id, purpose, administrator: { id: administratorId }, role, createdBy },
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...{ createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
  }
}

export function sessionBody(session: AdministratorSession, name: string): AdministratorSessionEntry {
  const { handle, administratorId, remoteAddress, userAgent, createdAt, lastUsedAt } = session
  return {
    ...{ id: handle, administrator: { id: administratorId, name }, remoteAddress },
    ...(userAgent !== undefined && { userAgent }),
    ...{ createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt.toISOString() },
  }
}
