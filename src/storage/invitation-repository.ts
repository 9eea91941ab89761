import type { Transaction } from 'kysely'
import type { InvitationRecord, InvitationRepository } from '../ports/administrators.ts'
import { ownerOfAdministrator } from '../ports/owner-of-administrator.ts'
import { administratorRow, changing, endSessions, roleOf } from './administrator-repository.ts'
import { exclusively } from './exclusively.ts'
import type { OpenDatabase } from './open-database.ts'
import type { Sealer } from './sealer.ts'
import { replaceFactors } from './second-factor-repository.ts'
import type { AdministratorInvitationRow, Tables } from './tables.ts'

/** Links for administrators in the database. */
export function invitationRepository(
  { kind, kysely }: OpenDatabase,
  sealer: () => Promise<Sealer>,
): InvitationRepository {
  return {
    add: (invitation, tokenHash) =>
      kysely.transaction().execute(async (transaction) => {
        await transaction
          .deleteFrom('administrator_invitations')
          .where((row) =>
            row.or([
              row('administrator_id', '=', invitation.administratorId),
              ...(invitation.purpose === 'first' ? [row('purpose', '=', 'first')] : []),
            ]),
          )
          .execute()
        await transaction.insertInto('administrator_invitations').values(rowOf(invitation, tokenHash)).execute()
      }),

    async findByToken(tokenHash, now) {
      const row = await kysely
        .selectFrom('administrator_invitations')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .where('expires_at', '>', now.getTime())
        .executeTakeFirst()
      return row && invitationOf(row)
    },

    async list(now) {
      const rows = await kysely
        .selectFrom('administrator_invitations')
        .selectAll()
        .where('expires_at', '>', now.getTime())
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .execute()
      return rows.map(invitationOf)
    },

    async remove(id) {
      const result = await kysely.deleteFrom('administrator_invitations').where('id', '=', id).executeTakeFirst()
      return result.numDeletedRows > 0n
    },

    accept: async (tokenHash, { record, passwordHash, factor, recoveryCodeHashes }, now) => {
      const opened = await sealer()
      return changing(() =>
        exclusively(kysely, kind, async (transaction) => {
          if (!(await take(transaction, tokenHash, now))) return 'gone'
          const { id, ...changed } = administratorRow(record, passwordHash.reveal())
          await transaction
            .insertInto('administrators')
            .values({ id, ...changed })
            .onConflict((conflict) => conflict.column('id').doUpdateSet(changed))
            .execute()
          await endSessions(transaction, id)
          await replaceFactors(transaction, opened, ownerOfAdministrator(id), { factor, recoveryCodeHashes })
          return 'done'
        }),
      )
    },

    async removeExpired(now) {
      const result = await kysely
        .deleteFrom('administrator_invitations')
        .where('expires_at', '<=', now.getTime())
        .executeTakeFirst()
      return Number(result.numDeletedRows)
    },
  }
}

async function take(transaction: Transaction<Tables>, tokenHash: string, now: Date): Promise<boolean> {
  const result = await transaction
    .deleteFrom('administrator_invitations')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now.getTime())
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** What is no column. */
interface InvitationFacts {
  readonly role: string
  readonly name?: string | undefined
  readonly email?: string | undefined
  readonly createdBy: string
}

function rowOf(invitation: InvitationRecord, tokenHash: string): AdministratorInvitationRow {
  const { id, purpose, administratorId, role, name, email, createdBy, createdAt, expiresAt } = invitation
  const facts: InvitationFacts = { role, name, email, createdBy }
  return {
    ...{ id, purpose, token_hash: tokenHash, administrator_id: administratorId, facts: JSON.stringify(facts) },
    ...{ created_at: createdAt.getTime(), expires_at: expiresAt.getTime() },
  }
}

function invitationOf(row: AdministratorInvitationRow): InvitationRecord {
  // Written by rowOf above, and by nothing else.
  const { role, name, email, createdBy } = JSON.parse(row.facts) as InvitationFacts
  return {
    ...{ id: row.id, purpose: row.purpose as InvitationRecord['purpose'], administratorId: row.administrator_id },
    ...{ role: roleOf(role), name, email, createdBy },
    ...{ createdAt: new Date(row.created_at), expiresAt: new Date(row.expires_at) },
  }
}
