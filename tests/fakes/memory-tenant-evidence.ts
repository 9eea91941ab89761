import type { TenantEvidence, TenantEvidenceRepository } from '../../src/ports/tenant-evidence.ts'

/** Pasted evidence held in memory; passes the same suite as the repositories over SQLite and PostgreSQL. */
export function memoryTenantEvidence(): TenantEvidenceRepository {
  const kept = new Map<string, TenantEvidence>()
  return {
    save: async (evidence) => void kept.set(evidence.applicationId, structuredClone(evidence)),
    find: async (applicationId) => kept.get(applicationId),
  }
}
