import { z } from 'zod'
import { profileAttributes } from '../../config/profile-attributes.ts'
import { signInFacts } from '../../config/sign-in-facts.ts'
import { IdpError } from '../../errors.ts'
import { compileExpression } from '../../expression/compile-expression.ts'
import { compileTemplate } from '../../expression/compile-template.ts'
import { evaluate } from '../../expression/evaluate.ts'
import { libraryNames, signatureOf } from '../../expression/functions/expression-function.ts'
import { functionTable } from '../../expression/functions/function-table.ts'
import { jsonTextOf, textOf } from '../../expression/text-of.ts'
import { kindOf } from '../../expression/value.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { defineRoute } from '../define-route.ts'
import { problemAnswer, problemAnswerOf } from '../problem-answer.ts'
import { subjectBody } from './preview-routes.ts'

const evaluateBody = z.strictObject({
  expression: z.string().max(16_384).describe('Bare, as the expression box takes it, or a mapping value with ${...}.'),
  variables: z.record(z.string(), z.unknown()).optional().describe('As { "user": { ... } }. Left out: none.'),
  subject: subjectBody
    .extend({ applicationId: z.string().max(128) })
    .optional()
    .describe('A real account instead, as a sign-in to this application would see it.'),
})

const evaluateAnswer = z.strictObject({
  kind: z.string().optional().describe('text, number, list, …'),
  value: z.unknown().optional(),
  text: z.string().optional().describe('As a claim would have it; of lists and maps their JSON.'),
  error: problemAnswer
    .extend({ column: z.int().optional().describe('Counts from 1.') })
    .optional()
    .describe('Why there is no value.'),
  variables: z.record(z.string(), z.unknown()).optional().describe('Of the real account: what the expression saw.'),
})

const vocabulary = z.strictObject({
  functions: z.array(
    z.strictObject({
      library: z.enum(libraryNames),
      name: z.string(),
      signature: z.string(),
      returns: z.string(),
      doc: z.string(),
      examples: z.array(z.strictObject({ expression: z.string(), result: z.string() })),
    }),
  ),
  variables: z.array(
    z.strictObject({
      path: z.string().describe('As it is written: user.name.given, user["ms-upn"] with single quotes.'),
      label: z.string(),
      doc: z.string(),
    }),
  ),
})

export type EvaluateAnswer = z.output<typeof evaluateAnswer>
export type Vocabulary = z.output<typeof vocabulary>

export function expressionRoutes({ clock, settings, previews }: AdminPorts): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'evaluateExpression',
      method: 'POST',
      path: '/expressions/evaluate',
      summary: 'The value of an expression, or what is wrong with it and where.',
      description:
        'An error in the expression is an answer, not a refusal of the request, so that an editor can ask while somebody types.',
      permission: 'people.read',
      status: 200,
      body: evaluateBody,
      answer: evaluateAnswer,
      example: {
        body: {
          expression: '#string.uuidAsBase64Guid(user.externalId, null)',
          variables: { user: { externalId: '3f0817b9-ca17-4714-ab81-f7b5943dec7b' } },
        },
      },
      run: async ({ body: { expression, variables = { user: {} }, subject } }) => {
        if (subject === undefined) return { body: evaluated(expression, variables, clock) }
        const { applicationId: id, ...named } = subject
        const application = settings.current().managed.applications.find((one) => one.id === id)
        if (application === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'application', id })
        const sample = await previews.readVariables(application, named)
        return { body: { ...evaluated(expression, sample.variables, clock), variables: { ...sample.variables } } }
      },
    }),
    defineRoute({
      operationId: 'readExpressionVocabulary',
      method: 'GET',
      path: '/expressions/vocabulary',
      summary: 'Every function and every variable that expressions may use, for completion.',
      permission: 'settings.read',
      status: 200,
      answer: vocabulary,
      example: {},
      run: () => ({ body: vocabularyOf(settings.current().managed.schemaAttributes) }),
    }),
  ]
}

function evaluated(
  expression: string,
  variables: Readonly<Record<string, unknown>>,
  clock: AdminPorts['clock'],
): z.input<typeof evaluateAnswer> {
  try {
    const compile = expression.includes('${') ? compileTemplate : compileExpression
    const value = evaluate(compile(expression), variables, { now: () => clock.now() })
    const json = jsonTextOf(value)
    const isNested = ['list', 'map', 'record'].includes(kindOf(value))
    return { kind: kindOf(value), value: JSON.parse(json), text: isNested ? json : textOf(value) }
  } catch (error) {
    if (!(error instanceof IdpError)) throw error
    const { column } = error.facts
    return { error: { ...problemAnswerOf(error), ...(typeof column === 'number' && { column }) } }
  }
}

function vocabularyOf(
  custom: readonly {
    readonly name: string
    readonly displayName?: string | undefined
    readonly description?: string | undefined
  }[],
) {
  const attributes = [
    ...profileAttributes.map(({ name, label }) => ({ name, label, doc: `Profile attribute ${label}.` })),
    ...custom.map(({ name, displayName, description }) => ({
      ...{ name, label: displayName ?? name, doc: description ?? 'Custom attribute.' },
    })),
  ]
  return {
    functions: functionTable.map((one) => ({
      ...{ library: one.library, name: one.name, signature: signatureOf(one), returns: one.returns, doc: one.doc },
      examples: one.examples.map(({ expression, result }) => ({ expression, result })),
    })),
    variables: [
      ...attributes.map(({ name, label, doc }) => ({ path: pathOf(name), label, doc })),
      ...signInFacts.map(({ path, gives, doc }) => ({ path, label: gives, doc })),
    ],
  }
}

function pathOf(attribute: string): string {
  return /^[A-Za-z][\w.]*$/.test(attribute) ? `user.${attribute}` : `user['${attribute.replaceAll("'", "''")}']`
}
