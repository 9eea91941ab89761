import type { Kysely } from 'kysely'
import type { Clock, ServiceKeyStore } from '../ports.ts'
import { Secret } from '../secret.ts'
import type { Sealer } from './sealer.ts'
import type { Tables } from './tables.ts'

/** The keytab of each gateway, sealed as signing keys are, so that replaced keys outlive a restart. */
export function serviceKeyRepository(
  database: Kysely<Tables>,
  sealer: () => Promise<Sealer>,
  clock: Clock,
): ServiceKeyStore {
  return {
    async find(gatewayId) {
      const row = await database
        .selectFrom('service_keys')
        .select('sealed_keytab')
        .where('gateway_id', '=', gatewayId)
        .executeTakeFirst()
      return row && new Secret((await sealer()).open(sealName(gatewayId), row.sealed_keytab))
    },

    async save(gatewayId, keytab) {
      const sealed_keytab = (await sealer()).seal(sealName(gatewayId), keytab.reveal())
      const updated_at = clock.now().getTime()
      await database
        .insertInto('service_keys')
        .values({ gateway_id: gatewayId, sealed_keytab, updated_at })
        .onConflict((conflict) => conflict.column('gateway_id').doUpdateSet({ sealed_keytab, updated_at }))
        .execute()
    },
  }
}

function sealName(gatewayId: string): string {
  return `gateways/${gatewayId}/keytab`
}
