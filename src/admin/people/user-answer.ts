import { z } from 'zod'
import type { ProfileRecord } from '../../ports.ts'

/** A profile in the form of PingOne's user: its attributes, and the directory it comes from. */
export const userAnswer = z
  .looseObject({
    id: z.string(),
    username: z.string(),
    population: z.strictObject({ id: z.string() }).optional(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    environment: z.strictObject({ id: z.string() }),
    password: z
      .strictObject({
        external: z.strictObject({
          gateway: z.strictObject({
            id: z.string(),
            type: z.literal('LDAP'),
            userType: z.strictObject({ id: z.string() }),
            correlationAttributes: z.record(z.string(), z.string()),
          }),
        }),
      })
      .describe('Where the account is, and by which links it is found there again.'),
    joinery: z.strictObject({
      account: z.enum(['user', 'device']),
      objectSid: z.string(),
    }),
  })
  .describe('What was kept at the last sign-in, beside every profile attribute that was mapped.')

export type UserAnswer = z.input<typeof userAnswer>

export function userAnswerOf(record: ProfileRecord, environmentId: string): UserAnswer {
  const { population, ...attributes } = record.profile
  const populationId: unknown = Object(population).id
  return {
    ...attributes,
    id: record.id,
    username: record.username,
    ...(typeof populationId === 'string' && { population: { id: populationId } }),
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    environment: { id: environmentId },
    password: {
      external: {
        gateway: {
          id: record.gatewayId,
          type: 'LDAP',
          userType: { id: record.userTypeId },
          correlationAttributes: { ...record.links },
        },
      },
    },
    joinery: { account: record.account, objectSid: record.objectSid },
  }
}
