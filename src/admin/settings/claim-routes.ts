import { z } from 'zod'
import { claimRequirements, factClaims } from '../../entra/claim-requirements.ts'
import type { AdminRoute } from '../admin-route.ts'
import { defineRoute } from '../define-route.ts'

/** What Entra knows of claims: the formats a mapping may choose among, and what it is for. */

const account = z.enum(['user', 'device'])

const knownClaim = z.strictObject({
  name: z.string().describe('AttributeName in the assertion; Subject is the NameIdentifier.'),
  formats: z
    .array(z.string())
    .describe('NameFormats Entra is known to take, the default first. Of Subject: formats of the NameIdentifier.'),
  requiredFor: z.array(account).describe('For these no token without it is of any use.'),
  onlyFor: account.optional().describe('The only accounts it may go to.'),
  usualValue: z.string().describe('Right in nearly every environment.'),
  meaning: z.string(),
  source: z.string().describe('Where this is known from, and what is not sure.'),
})

export type KnownClaim = z.output<typeof knownClaim>

const answer = z.strictObject({ claims: z.array(knownClaim) })

export function claimRoutes(): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'listKnownClaims',
      method: 'GET',
      path: '/claims',
      summary: 'The claims that Entra reads: their NameFormats, for whom they must be there, the usual value.',
      permission: 'settings.read',
      status: 200,
      answer,
      example: {},
      run: () => ({ body: { claims: knownClaims() } }),
    }),
  ]
}

function knownClaims(): KnownClaim[] {
  const required = claimRequirements.map(({ formats, requiredFor, ...rest }) => ({
    ...rest,
    formats: [...formats],
    requiredFor: [...requiredFor],
  }))
  const ofSignIn = factClaims.map(({ name, namespace, states, facts: [usual], source }) => ({
    name,
    formats: [namespace],
    requiredFor: [],
    onlyFor: 'user' as const,
    usualValue: `\${${usual}}`,
    meaning: `Says ${states}; Joinery's own facts of the sign-in only.`,
    source,
  }))
  return [...required, ...ofSignIn]
}
