import { X509Certificate } from 'node:crypto'
import type { Application } from '../config/application.ts'
import type { ManagedSettings } from '../config/managed-settings.ts'
import type { DomainProof, RolloverState } from '../ports/key-rollover.ts'
import type { KeyEvidence, SigningKeyRecord, SigningKeyState } from '../ports.ts'
import { keyWarnings } from './key-warnings.ts'

/** What is stored of keys and evidence -> where the default signing key is in its life. Decides nothing. */

export interface RolloverFacts {
  readonly records: readonly SigningKeyRecord[]
  /** In the order of KeyEvidenceRepository.list. */
  readonly evidence: readonly KeyEvidence[]
  readonly managed: Pick<ManagedSettings, 'applications' | 'signingKeys'>
  readonly now: Date
}

export const dayMilliseconds = 86_400_000
/** A change of federation settings takes a while to reach all of Entra; nobody waits for the switch. */
const settleMilliseconds = 3_600_000

export function rolloverState(facts: RolloverFacts): RolloverState {
  const { records, managed, now } = facts
  const { automatic, overlapDays } = managed.signingKeys
  const [active, next, previous] = (['active', 'next', 'previous'] as const).map((state) => inState(records, state))
  const activeProofs = active ? proofsOf(active, facts) : []
  const proofs = next ? proofsOf(next, facts) : previous ? proofsOf(previous, facts) : activeProofs
  const isProved = proofs.every(({ verdict }) => verdict === 'proved' || verdict === 'overridden')
  const stage = next ? (isProved ? 'proved' : 'proving') : previous ? 'overlap' : 'steady'
  return {
    ...{ stage, active, next, previous, proofs },
    switchesAt: next && isProved && automatic ? settledAt(next, proofs) : undefined,
    overlapEndsAt:
      previous && automatic ? new Date(previous.stateSince.getTime() + overlapDays * dayMilliseconds) : undefined,
    warnings: keyWarnings({ active, next, proofs, activeProofs, isProved, records, managed, now }),
  }
}

/** The applications that sign with the default key: each is one federated domain. */
export function applicationsOfDefaultKey(applications: readonly Application[]): readonly Application[] {
  return applications.filter(({ enabled, idpSigning }) => enabled && idpSigning.key === undefined)
}

export function isValidAt(certificate: Uint8Array, now: Date): boolean {
  const { validFromDate, validToDate } = new X509Certificate(certificate)
  return validFromDate <= now && now < validToDate
}

function inState(records: readonly SigningKeyRecord[], state: SigningKeyState): SigningKeyRecord | undefined {
  return records.find((record) => record.state === state)
}

function proofsOf(key: SigningKeyRecord, { evidence, managed }: RolloverFacts): readonly DomainProof[] {
  return applicationsOfDefaultKey(managed.applications).map(({ id, domainName, issuerUri = '' }) => {
    const latest = evidence.findLast(
      (one) =>
        one.keyId === key.id &&
        one.applicationId === id &&
        one.domainName.toLowerCase() === domainName.toLowerCase() &&
        one.issuerUri === issuerUri,
    )
    return { applicationId: id, domainName, issuerUri, verdict: verdictOf(latest), evidence: latest }
  })
}

function verdictOf(latest: KeyEvidence | undefined): DomainProof['verdict'] {
  if (latest === undefined) return 'missing'
  if (latest.held === 'no') return 'refuted'
  return latest.held === 'override' ? 'overridden' : 'proved'
}

/** Undefined after an undo, until every domain is proved anew: what was undone is not done again by itself. */
function settledAt(next: SigningKeyRecord, proofs: readonly DomainProof[]): Date | undefined {
  const recorded = proofs.map(({ evidence }) => evidence?.recordedAt ?? next.stateSince)
  if (recorded.some((at) => at < next.stateSince)) return undefined
  return new Date(Math.max(next.stateSince.getTime(), ...recorded.map((at) => at.getTime())) + settleMilliseconds)
}
