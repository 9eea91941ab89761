import type { Kysely } from 'kysely'
import type { FactorChallenge, FactorChallenges } from '../ports/second-factors.ts'
import { Secret } from '../secret.ts'
import type { Sealer } from './sealer.ts'
import type { Tables } from './tables.ts'

/** What browsers were asked, sealed: among it are secrets of apps that are being set up. */
export function factorChallengeRepository(database: Kysely<Tables>, sealer: () => Promise<Sealer>): FactorChallenges {
  const open = async (challenge: FactorChallenge, row: { readonly sealed: string } | undefined) =>
    row && new Secret(Buffer.from((await sealer()).open(sealName(challenge), row.sealed)).toString('utf8'))
  return {
    async keep(challenge, value, expiresAt) {
      const sealed = (await sealer()).seal(sealName(challenge), Buffer.from(value.reveal(), 'utf8'))
      const expires_at = expiresAt.getTime()
      await database
        .insertInto('factor_challenges')
        .values({ session_id: challenge.sessionId, purpose: challenge.purpose, sealed, expires_at })
        .onConflict((conflict) => conflict.columns(['session_id', 'purpose']).doUpdateSet({ sealed, expires_at }))
        .execute()
    },

    async find(challenge, now) {
      const row = await database
        .selectFrom('factor_challenges')
        .select('sealed')
        .where('session_id', '=', challenge.sessionId)
        .where('purpose', '=', challenge.purpose)
        .where('expires_at', '>', now.getTime())
        .executeTakeFirst()
      return open(challenge, row)
    },

    async take(challenge, now) {
      const row = await database
        .deleteFrom('factor_challenges')
        .where('session_id', '=', challenge.sessionId)
        .where('purpose', '=', challenge.purpose)
        .where('expires_at', '>', now.getTime())
        .returning('sealed')
        .executeTakeFirst()
      return open(challenge, row)
    },

    async removeExpired(now) {
      const result = await database
        .deleteFrom('factor_challenges')
        .where('expires_at', '<=', now.getTime())
        .executeTakeFirst()
      return Number(result.numDeletedRows)
    },
  }
}

function sealName({ sessionId, purpose }: FactorChallenge): string {
  return `factorChallenges/${sessionId}/${purpose}`
}
