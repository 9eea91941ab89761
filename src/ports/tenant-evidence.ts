/** What an administrator pasted to show how Entra federates an application's domain: the latest of each, for the road and the comparison. */

export interface TenantEvidence {
  readonly applicationId: string
  /** The properties that were read from it, by Graph's names in lower camel case; nothing else of what was pasted. */
  readonly settings: Readonly<Record<string, string>>
  readonly pastedAt: Date
  readonly pastedBy: string
}

export interface TenantEvidenceRepository {
  /** In place of what was there for the application. */
  save(evidence: TenantEvidence): Promise<void>
  find(applicationId: string): Promise<TenantEvidence | undefined>
}
