import type { Case } from '../case.ts'
import type { Finding } from '../check.ts'
import type { Fact } from '../fact.ts'
import { ours, type Words } from '../words.ts'
import { type Cause, type CauseId, type CauseTable, furtherInputs } from './cause.ts'
import { claimCauses } from './claim-causes.ts'
import { federationCauses } from './federation-causes.ts'
import { kerberosCauses } from './kerberos-causes.ts'
import { tenantCauses } from './tenant-causes.ts'
import { userCauses } from './user-causes.ts'

/** Every cause by its id. */
export const causeTable: CauseTable = {
  ...claimCauses,
  ...kerberosCauses,
  ...federationCauses,
  ...tenantCauses,
  ...userCauses,
}

export function getCause(id: CauseId): Cause {
  const cause = causeTable[id]
  if (cause === undefined) throw new TypeError(`there is no cause ${id}`)
  return cause
}

export interface JudgedCauses extends Required<Pick<Finding, 'causes' | 'proved' | 'fix' | 'wouldTell' | 'inferred'>> {
  /** What proves or excludes. */
  readonly evidence: readonly Fact[]
}

/** What the inputs leave of the candidates: the proved one alone, else those without an alibi, in order, and what would tell them apart. */
export function judgeCauses(which: Case, candidates: readonly CauseId[]): JudgedCauses {
  const judged = candidates.map((id) => ({ id, cause: getCause(id), proof: getCause(id).proof?.(which) }))
  const proved = judged.find(({ proof }) => proof !== undefined)
  if (proved?.proof) return certain(which, proved.id, proved.cause, [proved.proof])
  const alibis = judged.map((row) => ({ ...row, alibi: row.cause.alibi?.(which) }))
  const left = alibis.filter(({ alibi }) => alibi === undefined)
  const excluding = alibis.flatMap(({ alibi }) => alibi ?? [])
  const [only, second] = left
  if (only && second === undefined)
    return { ...certain(which, only.id, only.cause, excluding), proved: [], inferred: candidates.length > 1 }
  const open = left.length > 0 ? left : judged
  return {
    causes: open.map(({ id }) => id),
    proved: [],
    inferred: true,
    evidence: excluding,
    fix: open.slice(0, fixLimit).flatMap(({ cause }) => cause.fix(which)),
    wouldTell: tellers(open.map(({ cause }) => cause)),
  }
}

/** Of many causes the remedies of the likeliest are enough to begin with. */
const fixLimit = 3

function certain(which: Case, id: CauseId, cause: Cause, evidence: readonly Fact[]): JudgedCauses {
  return { causes: [id], proved: [id], inferred: false, evidence, fix: cause.fix(which), wouldTell: [] }
}

/** The inputs that can tell most of them apart first. */
function tellers(causes: readonly Cause[]): readonly Words[] {
  const counts = new Map<keyof typeof furtherInputs, number>()
  for (const cause of causes) for (const input of cause.toldBy) counts.set(input, (counts.get(input) ?? 0) + 1)
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, 3)
    .map(([input]) => ours(furtherInputs[input]))
}
