import { z } from 'zod'
import { type ApartInput, diagnoseApart } from '../../doctor/diagnose-apart.ts'
import type { Diagnosis } from '../../doctor/diagnosis.ts'
import { explainCode } from '../../doctor/explain-code.ts'
import { htmlReport } from '../../doctor/output/html-report.ts'
import { markdownReport } from '../../doctor/output/markdown-report.ts'
import { textReport } from '../../doctor/output/text-report.ts'
import { IdpError } from '../../errors.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminFile, AdminRoute } from '../admin-route.ts'
import { defineRoute } from '../define-route.ts'
import { diagnosisSchema } from './diagnosis-schema.ts'
import { limitParallel } from './limit-parallel.ts'
import { readInputs } from './read-inputs.ts'

/** The doctor for a browser: what Windows, Entra or AD printed is posted, read in a thread of its own, and forgotten with the answer. */
export function troubleshootRoutes(ports: Pick<AdminPorts, 'clock' | 'gatherEvidence'>): AdminRoute[] {
  return [diagnoseRoute(ports), explainRoute()]
}

const megabyte = 1024 * 1024
const flag = z.stringbool().default(false)
const account = z.string().trim().min(1).max(300).optional()
const reports = ['json', 'text', 'html', 'markdown'] as const

/** Each may take a processor and a quarter of a gigabyte. */
const atOnce = 2
const waiting = 4

function diagnoseRoute({ clock, gatherEvidence }: Pick<AdminPorts, 'clock' | 'gatherEvidence'>): AdminRoute {
  const inTurn = limitParallel(atOnce, waiting)
  return defineRoute({
    operationId: 'diagnose',
    method: 'POST',
    path: '/diagnoses',
    summary: 'What Windows, Entra or Active Directory printed: the cause, the line that proves it, and the fix.',
    description:
      'The body is the bytes of one input of any kind that docs/doctor.md names, or multipart/form-data with several. Logs hold personal data: nothing of them, and nothing of the answer, is kept or logged. html and markdown are made to be passed on: names, ids and addresses in them are pseudonyms, always.',
    permission: 'troubleshoot',
    status: 200,
    bodyLimit: 32 * megabyte,
    takesBytes: true,
    query: z.strictObject({
      name: z.string().max(200).default('input').describe('What the input is called in the answer.'),
      live: flag.describe('Adds what the running server, its directories and its keys say.'),
      computer: account.describe('With live: the claims this computer would get; WS01$.'),
      user: account.describe('With live: the claims this user would get; a UPN.'),
      share: flag.describe('Pseudonyms for names, ids and addresses, for a report that is passed on.'),
      format: z.enum(reports).default('json'),
    }),
    body: z.unknown(),
    answer: diagnosisSchema,
    example: { query: { name: 'join.txt' }, body: 'Tenant is managed\nAzureAdJoined : NO' },
    run: ({ query, bytes, contentType }) =>
      inTurn(async () => {
        const given = await readInputs(bytes, contentType, query.name)
        const inputs = query.live ? [await evidenceOf(gatherEvidence, query), ...given] : given
        if (inputs.length === 0) throw new IdpError('ADMIN_INPUTS_INVALID', { reason: 'there is no input' })
        const share = query.share || query.format === 'html' || query.format === 'markdown'
        const diagnosis = await diagnoseApart(inputs, { share, ...(query.live && { now: clock.now() }) })
        return query.format === 'json' ? { body: diagnosis } : { file: reportFile(diagnosis, query.format) }
      }),
  })
}

async function evidenceOf(
  gatherEvidence: AdminPorts['gatherEvidence'],
  { computer, user }: { readonly computer?: string | undefined; readonly user?: string | undefined },
): Promise<ApartInput> {
  if (computer !== undefined && user !== undefined)
    throw new IdpError('ADMIN_INPUTS_INVALID', { reason: 'one account at a time: computer or user' })
  const subject =
    computer !== undefined
      ? ({ account: 'device', name: computer } as const)
      : user !== undefined
        ? ({ account: 'user', name: user } as const)
        : undefined
  return { source: 'running server', bytes: Buffer.from(JSON.stringify(await gatherEvidence(subject))) }
}

function reportFile(diagnosis: Diagnosis, format: Exclude<(typeof reports)[number], 'json'>): AdminFile {
  if (format === 'html')
    return { contentType: 'text/html; charset=utf-8', name: 'diagnosis.html', content: htmlReport(diagnosis) }
  if (format === 'markdown')
    return { contentType: 'text/markdown; charset=utf-8', name: 'diagnosis.md', content: markdownReport(diagnosis) }
  const content = textReport(diagnosis, { width: 100, hasColour: false })
  return { contentType: 'text/plain; charset=utf-8', name: 'diagnosis.txt', content }
}

const explanation = z.strictObject({
  code: z.string(),
  name: z.string(),
  whose: z.string(),
  phase: z.string(),
  meaning: z.string(),
  remedy: z.string().describe('Empty where none is known.'),
  collect: z.string().describe('What to collect where there is no remedy.'),
  sources: z.array(z.strictObject({ title: z.string(), url: z.string().optional() })).readonly(),
})

function explainRoute(): AdminRoute {
  return defineRoute({
    operationId: 'explainCode',
    method: 'GET',
    path: '/codes/{code}',
    summary: 'A code in words: an AADSTS number, an HRESULT, an event id, a Kerberos error, a code of Joinery.',
    permission: 'log.read',
    status: 200,
    answer: z.strictObject({ code: z.string(), explanations: z.array(explanation) }),
    example: { params: { code: 'AADSTS51004' } },
    run: ({ params: { code } }) => {
      const explanations = explainCode(code.slice(0, 200))
      if (explanations.length === 0) throw new IdpError('ADMIN_CODE_UNKNOWN', { code: code.slice(0, 200) })
      return { body: { code, explanations: [...explanations] } }
    },
  })
}
