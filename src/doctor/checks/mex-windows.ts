import { IdpError } from '../../errors.ts'
import { type MexEndpoints, readMex } from '../../protocol/ws-trust/read-mex.ts'
import type { Check, Finding } from '../check.ts'
import type { Fix } from '../fix.ts'
import { liveOf } from '../live-of.ts'
import type { LiveReading } from '../readings/live-readings.ts'
import { ours, say } from '../words.ts'

/** By the rules of Windows' own reader, which skips without a word what lacks any of seven things. */
export const check: Check = {
  id: 'mex/windows',
  title: 'Windows reads every endpoint of the metadata exchange documents',
  phase: 'auth',
  needs: [],
  run(which) {
    const documents = liveOf(which, 'mex').filter(({ facts }) => facts.text !== undefined)
    const judged = documents.flatMap((document) => judge(document) ?? [])
    if (judged[0]) return judged[0]
    return documents.length > 0 ? { outcome: 'ok', evidence: documents.map(({ facts }) => facts.document) } : undefined
  },
}

const verify = ours('joinery doctor --live, and joinery rehearse, find the endpoint.')
const fix: readonly Fix[] = [
  {
    where: 'Joinery',
    text: ours(
      'publicUrl and hostNames must be https addresses. Where they are, this is a defect of Joinery: please report it with this output.',
    ),
  },
]

function judge({ facts }: LiveReading<'mex'>): Finding | undefined {
  const read = readOrWhy(facts.text?.value ?? '')
  if (typeof read === 'string')
    return {
      outcome: 'fail',
      title: say`Windows cannot read the document ${facts.document} of ${facts.application}`,
      codes: ['0xcaa9002c'],
      evidence: [facts.document],
      observed: say`${read}`,
      fix,
      verify,
    }
  const [warning] = read.warnings
  if (warning !== undefined)
    return {
      outcome: 'fail',
      title: say`Windows skips an endpoint of ${facts.document} of ${facts.application}`,
      codes: [warning],
      evidence: [facts.document],
      fix,
      verify,
    }
  if (read.endpoints.some(({ credential }) => credential === 'windows')) return undefined
  return {
    outcome: 'fail',
    title: say`Windows finds no windowstransport endpoint in ${facts.document} of ${facts.application}`,
    codes: ['0xcaa90022'],
    evidence: [facts.document],
    fix,
    verify,
  }
}

function readOrWhy(text: string): MexEndpoints | string {
  try {
    return readMex(Buffer.from(text))
  } catch (error) {
    if (error instanceof IdpError) return error.means
    throw error
  }
}
