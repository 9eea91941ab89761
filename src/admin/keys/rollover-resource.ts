import { z } from 'zod'
import type { Application } from '../../config/application.ts'
import type { DomainProof, RolloverState } from '../../ports/key-rollover.ts'
import { overrideSentence } from '../../ports/override-sentence.ts'
import type { KeyEvidence } from '../../ports.ts'
import { setNextSigningCertificate } from '../scripts/federation-scripts.ts'

/** The roll-over of the default key as the API shows it. */

const evidenceResource = z.strictObject({
  keyId: z.string(),
  applicationId: z.string(),
  domainName: z.string(),
  held: z
    .enum(['current', 'next', 'no', 'override'])
    .describe(
      'Where Entra holds the certificate: SigningCertificate, NextSigningCertificate, nowhere; or an owner said so.',
    ),
  statement: z.string().describe('What was shown, in a line; or the sentence that was typed.'),
  takenAt: z.string().describe('When Entra was asked, as far as anybody says.'),
  recordedAt: z.string(),
  recordedBy: z.string(),
})

const script = z.strictObject({
  title: z.string(),
  fileName: z.string(),
  text: z.string(),
  where: z.string(),
  about: z.string(),
  needs: z.string(),
  undo: z.string(),
})

export const rolloverResource = z.strictObject({
  stage: z
    .enum(['steady', 'proving', 'proved', 'overlap'])
    .describe('steady: nothing is under way. overlap: switched; the previous key is published still.'),
  active: z.string().nullable().describe('Id of the key.'),
  next: z.string().nullable(),
  previous: z.string().nullable(),
  domains: z
    .array(
      z.strictObject({
        applicationId: z.string(),
        domainName: z.string(),
        verdict: z
          .enum(['proved', 'overridden', 'missing', 'refuted'])
          .describe(
            'Whether Entra holds the next certificate; in the overlap the previous one; else the one that signs.',
          ),
        evidence: evidenceResource.nullable(),
        overrideSentence: z.string().describe('What an owner types to go on without proof.'),
        script: script.nullable().describe('PowerShell that tells Entra of the next certificate.'),
      }),
    )
    .describe('Every federated domain that the default key signs for.'),
  switchesAt: z.string().nullable().describe('When the switch happens by itself.'),
  overlapEndsAt: z.string().nullable().describe('When the previous key retires by itself.'),
  warnings: z.array(
    z.strictObject({
      level: z.enum(['warning', 'alarm']),
      code: z.string(),
      keyId: z.string(),
      means: z.string(),
      fix: z.string(),
    }),
  ),
})

export type RolloverResource = z.output<typeof rolloverResource>

export const proofAnswer = z.strictObject({
  evidence: z.array(evidenceResource).describe('What the text says of each key that is published.'),
  rollover: rolloverResource,
})

export type ProofAnswer = z.output<typeof proofAnswer>

export function describeRollover(state: RolloverState, applications: readonly Application[]): RolloverResource {
  const { stage, active, next, previous, proofs, switchesAt, overlapEndsAt, warnings } = state
  return {
    ...{ stage, active: active?.id ?? null, next: next?.id ?? null, previous: previous?.id ?? null },
    domains: proofs.map((proof) => ({
      ...{ applicationId: proof.applicationId, domainName: proof.domainName, verdict: proof.verdict },
      evidence: proof.evidence === undefined ? null : describeEvidence(proof.evidence),
      overrideSentence: overrideSentence(proof.domainName),
      script: scriptFor(proof, state, applications),
    })),
    switchesAt: switchesAt?.toISOString() ?? null,
    overlapEndsAt: overlapEndsAt?.toISOString() ?? null,
    warnings: [...warnings],
  }
}

export function describeEvidence(evidence: KeyEvidence): z.output<typeof evidenceResource> {
  const { keyId, applicationId, domainName, held, statement, takenAt, recordedAt, recordedBy } = evidence
  const times = { takenAt: takenAt.toISOString(), recordedAt: recordedAt.toISOString() }
  return { keyId, applicationId, domainName, held, statement, ...times, recordedBy }
}

function scriptFor(
  { applicationId, domainName, issuerUri }: DomainProof,
  { active, next }: RolloverState,
  applications: readonly Application[],
): z.output<typeof script> | null {
  if (active === undefined || next === undefined) return null
  const { title, fileName, where, about, needs, undo, render } = setNextSigningCertificate
  const text = render({
    ...{ domain: domainName, issuerUri },
    cloud: applications.find(({ id }) => id === applicationId)?.cloud,
    signingCertificate: Buffer.from(active.certificate).toString('base64'),
    nextSigningCertificate: Buffer.from(next.certificate).toString('base64'),
  })
  return { title, fileName, text, where, about, needs, undo }
}
