import { z } from 'zod'
import { userType } from '../../config/gateway.ts'
import type { GatewayProposals, LookupTest } from '../../ports/gateway-operations.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { defineRoute } from '../define-route.ts'
import { problemAnswer, problemAnswerOf } from '../problem-answer.ts'
import { candidateBody, readCandidate, readUserType } from './gateway-candidate.ts'

const lookupBody = candidateBody.extend({
  identifier: z.string().min(1).max(256).describe('As somebody would type it; of a computer its account name, WS01$.'),
  userTypeId: z.string().optional().describe('A user type of the gateway.'),
  userType: z.looseObject({}).optional().describe('A user type as it would be; before userTypeId.'),
})

const lookupAnswer = z.strictObject({
  filter: z.string().describe('As it was sent, the identifier escaped.'),
  base: z.string(),
  found: z
    .array(z.strictObject({ dn: z.string(), attributes: z.record(z.string(), z.array(z.string())) }))
    .describe('At most five; exactly one is right. Only attributes that the user type reads.'),
  links: z
    .array(
      z.strictObject({
        attribute: z.string(),
        value: z.string().optional().describe('Left out: the entry has none, the next one is tried.'),
        matches: z.int().optional().describe('Entries under the base with that value; counted up to two.'),
      }),
    )
    .describe('The user link attributes, in the order they are tried.'),
  profile: z.record(z.string(), z.unknown()).optional().describe('What it maps to.'),
  problems: z.array(problemAnswer).describe('Why a sign-in would be refused, or what is strange.'),
})

const proposals = z.strictObject({
  dnsDomain: z.string(),
  server: z.string().describe('The domain controller that answered.'),
  namingContext: z.string(),
  bases: z
    .array(z.strictObject({ dn: z.string(), users: z.int(), computers: z.int() }))
    .describe('Where users and computers are, of the first thousand of each.'),
  anchor: z.strictObject({ attribute: z.string(), why: z.string(), examples: z.array(z.string()) }),
  userTypes: z.array(userType).describe('With the default values, over the bases that hold the most.'),
})

export type LookupTestAnswer = z.output<typeof lookupAnswer>
export type GatewayProposalsAnswer = z.output<typeof proposals>

export function lookupTestRoutes({ settings, gateways }: AdminPorts): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'testGatewayLookup',
      method: 'POST',
      path: '/gateways/{gatewayId}/lookupTests',
      summary: 'Tries the filter of a user type on the live directory, saved or not.',
      permission: 'settings.change',
      status: 200,
      body: lookupBody,
      answer: lookupAnswer,
      example: {
        params: { gatewayId: 'ad' },
        body: { identifier: 'WS01$', userTypeId: 'devices' },
        needs: 'a domain controller',
      },
      run: async ({ params, body }) => {
        const candidate = readCandidate(settings, params.gatewayId, body.gateway)
        const tried = readUserType(candidate.gateway, body.userTypeId, body.userType)
        const found = await gateways.testLookup({ ...candidate, userType: tried, identifier: body.identifier })
        return { body: lookupAnswerOf(found) }
      },
    }),
    defineRoute({
      operationId: 'readGatewayProposals',
      method: 'GET',
      path: '/gateways/{gatewayId}/proposals',
      summary: 'Default values for the user types of a saved gateway, from what is in the directory.',
      permission: 'settings.read',
      status: 200,
      answer: proposals,
      example: { params: { gatewayId: 'ad' }, needs: 'a domain controller' },
      run: async ({ params }) => {
        const candidate = readCandidate(settings, params.gatewayId, undefined)
        return { body: proposalsOf(await gateways.propose(candidate)) }
      },
    }),
    defineRoute({
      operationId: 'proposeGateway',
      method: 'POST',
      path: '/gateways/{gatewayId}/proposals',
      summary: 'The same for a gateway that is not saved yet.',
      permission: 'settings.change',
      status: 200,
      body: candidateBody,
      answer: proposals,
      example: { params: { gatewayId: 'ad' }, body: {}, needs: 'a domain controller' },
      run: async ({ params, body }) => {
        const candidate = readCandidate(settings, params.gatewayId, body.gateway)
        return { body: proposalsOf(await gateways.propose(candidate)) }
      },
    }),
  ]
}

function lookupAnswerOf({ found, links, profile, problems, ...rest }: LookupTest): z.input<typeof lookupAnswer> {
  return {
    ...rest,
    found: found.map(({ dn, attributes }) => ({ dn, attributes: texts(attributes) })),
    links: links.map(({ attribute, value, matches }) => ({
      attribute,
      ...(value !== undefined && { value }),
      ...(matches !== undefined && { matches }),
    })),
    ...(profile && { profile: { ...profile } }),
    problems: problems.map(problemAnswerOf),
  }
}

function texts(attributes: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(attributes).map(([name, values]) => [name, [...values]]))
}

function proposalsOf({ bases, anchor, userTypes, ...rest }: GatewayProposals): z.input<typeof proposals> {
  return {
    ...rest,
    bases: [...bases],
    anchor: { ...anchor, examples: [...anchor.examples] },
    userTypes: [...userTypes],
  }
}
