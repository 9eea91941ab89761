import type { Kysely } from 'kysely'
import type { KeyEvidence, KeyEvidenceRepository } from '../ports.ts'
import type { KeyEvidenceRow, Tables } from './tables.ts'

/** What was shown of the certificates that Entra holds, in the database. Goes with its key. */
export function keyEvidenceRepository(database: Kysely<Tables>): KeyEvidenceRepository {
  return {
    async list(keyIds) {
      if (keyIds.length === 0) return []
      const rows = await database
        .selectFrom('key_evidence')
        .selectAll()
        .where('key_id', 'in', keyIds)
        .orderBy('taken_at')
        .orderBy('recorded_at')
        .orderBy('id')
        .execute()
      return rows.map(evidenceOf)
    },

    async add(evidence) {
      if (evidence.length === 0) return
      const rows = evidence.map((one) => ({
        id: one.id,
        key_id: one.keyId,
        application_id: one.applicationId,
        domain_name: one.domainName,
        issuer_uri: one.issuerUri,
        held: one.held,
        statement: one.statement,
        taken_at: one.takenAt.getTime(),
        recorded_at: one.recordedAt.getTime(),
        recorded_by: one.recordedBy,
      }))
      await database.insertInto('key_evidence').values(rows).execute()
    },
  }
}

function evidenceOf(row: KeyEvidenceRow): KeyEvidence {
  return {
    id: row.id,
    keyId: row.key_id,
    applicationId: row.application_id,
    domainName: row.domain_name,
    issuerUri: row.issuer_uri,
    // What an unknown word would prove, nobody can say: then it proves nothing.
    held: row.held === 'current' || row.held === 'next' || row.held === 'override' ? row.held : 'no',
    statement: row.statement,
    takenAt: new Date(row.taken_at),
    recordedAt: new Date(row.recorded_at),
    recordedBy: row.recorded_by,
  }
}
