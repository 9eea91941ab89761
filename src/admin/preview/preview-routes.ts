import { z } from 'zod'
import { application as applicationSchema } from '../../config/application.ts'
import { IdpError } from '../../errors.ts'
import type { ClaimsPreview } from '../../ports/previews.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { defineRoute } from '../define-route.ts'
import { problemAnswer, problemAnswerOf } from '../problem-answer.ts'

export const subjectBody = z.strictObject({
  account: z.enum(['device', 'user']),
  name: z.string().min(1).max(256).describe('WS01$, a UPN, a sAMAccountName, or a SID.'),
  gatewayId: z.string().max(128).optional().describe('Left out: every gateway that is on.'),
})

const body = subjectBody.extend({
  attributes: applicationSchema.shape.attributes
    .optional()
    .describe('Mappings as they would be. Left out: the saved ones.'),
})

const claim = z.strictObject({
  name: z.string(),
  namespace: z.string().optional(),
  values: z.array(z.string()),
  expression: z.string().optional().describe("The mapping's value; left out: nothing maps it."),
  outcome: z
    .enum(['ok', 'wrong', 'missing', 'failed', 'notReleased', 'leftOut'])
    .describe('wrong, missing: Entra would refuse it. failed: the mapping yields an error.'),
  verdict: z.string(),
  expected: z.string().optional(),
  fix: z.string().optional(),
  code: z.string().optional(),
})

const answer = z.strictObject({
  dn: z.string(),
  samAccountName: z.string(),
  objectSid: z.string(),
  gatewayId: z.string(),
  refusal: problemAnswer.optional().describe('Why Joinery would issue nothing.'),
  issuer: z.string().optional(),
  audience: z.string(),
  nameIdentifierFormat: z.string(),
  authenticationMethod: z.string().optional(),
  claims: z.array(claim).describe('One for each mapping, then what Entra needs and nothing maps.'),
  entra: z
    .strictObject({ code: z.string().optional(), text: z.string() })
    .optional()
    .describe('What Entra would make of it; left out where nothing is issued.'),
  warnings: z.array(problemAnswer),
})

export type PreviewAnswer = z.output<typeof answer>
export type ClaimAnswer = z.output<typeof claim>

export function previewRoutes({ settings, previews }: AdminPorts): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'previewClaims',
      method: 'POST',
      path: '/applications/{applicationId}/preview',
      summary:
        'The claims that a computer or a user would get, each with its verdict; also of mappings that are not saved.',
      description:
        'Looked up and mapped as for a sign-in, and judged. Nobody authenticated, so nothing is signed: no token can be made of it.',
      permission: 'people.read',
      status: 200,
      body,
      answer,
      example: {
        params: { applicationId: 'm365' },
        body: { account: 'device', name: 'WS01$' },
        needs: 'a domain controller',
      },
      run: async ({ params: { applicationId: id }, body: { attributes, ...subject } }) => {
        const saved = settings.current().managed.applications.find((one) => one.id === id)
        if (saved === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'application', id })
        const application = attributes === undefined ? saved : { ...saved, attributes }
        return { body: previewAnswer(await previews.previewClaims(application, subject)) }
      },
    }),
  ]
}

function previewAnswer(preview: ClaimsPreview): z.input<typeof answer> {
  const { refusal, claims, entra, warnings, issuer, authenticationMethod, ...rest } = preview
  return {
    ...rest,
    ...(refusal && { refusal: problemAnswerOf(refusal) }),
    ...(issuer !== undefined && { issuer }),
    ...(authenticationMethod !== undefined && { authenticationMethod }),
    claims: claims.map((one) => ({ ...one, values: [...one.values] })),
    ...(entra && { entra: { ...entra } }),
    warnings: [...warnings],
  }
}
