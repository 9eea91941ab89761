import type { Kysely } from 'kysely'
import type { TenantEvidenceRepository } from '../ports/tenant-evidence.ts'
import type { Tables } from './tables.ts'

/** What was pasted of Entra's federation settings, one row for each application. */
export function tenantEvidenceRepository(database: Kysely<Tables>): TenantEvidenceRepository {
  return {
    async save({ applicationId, settings, pastedAt, pastedBy }) {
      const row = { settings: JSON.stringify(settings), pasted_at: pastedAt.getTime(), pasted_by: pastedBy }
      await database
        .insertInto('tenant_evidence')
        .values({ application_id: applicationId, ...row })
        .onConflict((conflict) => conflict.column('application_id').doUpdateSet(row))
        .execute()
    },

    async find(applicationId) {
      const row = await database
        .selectFrom('tenant_evidence')
        .selectAll()
        .where('application_id', '=', applicationId)
        .executeTakeFirst()
      return (
        row && {
          applicationId,
          // Written by save above, and by nothing else.
          settings: JSON.parse(row.settings) as Record<string, string>,
          pastedAt: new Date(row.pasted_at),
          pastedBy: row.pasted_by,
        }
      )
    },
  }
}
