import { z } from 'zod'

/** The second factor of people in a browser. Devices and WS-Trust clients are never asked: nobody sits there to answer. */

const secondFactorMethods = ['totp', 'passkey'] as const

export const secondFactor = z.strictObject({
  demand: z
    .enum(['never', 'whenAsked', 'outsideIntranet', 'always'])
    .default('whenAsked')
    .describe(
      'whenAsked: when the application asks for multipleauthn. outsideIntranet, always: without being asked too. never: not even when asked; who asks gets an error.',
    ),
  methods: z
    .array(z.enum(secondFactorMethods))
    .min(1)
    .default([...secondFactorMethods])
    .describe('totp: codes from an app. passkey: WebAuthn. One that is taken away is no longer accepted either.'),
  firstEnrolment: z
    .enum(['everywhere', 'intranet'])
    .default('everywhere')
    .describe('From where people without a second factor may set one up with their password alone.'),
  graceUntil: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2027-01-31')
    .refine((date) => !Number.isNaN(Date.parse(date)), 'must be a date such as 2027-01-31')
    .optional()
    .describe(
      'Before this day (UTC) people without a second factor may put setting one up off, unless the application asks for it.',
    ),
  wrongCodes: z
    .int()
    .min(1)
    .max(20)
    .default(5)
    .describe('Wrong codes of one user, from everywhere together. Passkeys cannot be guessed and stay open.'),
  observationWindowMinutes: z
    .int()
    .min(5)
    .max(99_999)
    .default(30)
    .describe('The count of wrong codes starts anew so long after the last of them.'),
})

export type SecondFactorSettings = z.output<typeof secondFactor>
