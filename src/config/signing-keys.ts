import { z } from 'zod'

/** How the default signing key is replaced before its certificate ends. */
export const signingKeys = z.strictObject({
  validityYears: z.int().min(1).max(10).default(3).describe('How long the certificate of a key made here is valid.'),
  rollDaysBefore: z
    .int()
    .min(14)
    .max(180)
    .default(60)
    .describe('So long before its end there are warnings and, with automatic, a next key.'),
  overlapDays: z
    .int()
    .min(1)
    .max(90)
    .default(14)
    .describe('How long the old certificate is published after the switch; as long it can be undone.'),
  automatic: z
    .boolean()
    .default(true)
    .describe(
      'Make the next key ahead of the end, switch to it once it is proved that every federated domain holds its certificate, retire the old one after the overlap. Off: only warn.',
    ),
})

export type SigningKeySettings = z.output<typeof signingKeys>
