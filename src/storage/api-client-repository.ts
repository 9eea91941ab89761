import type { Kysely, Transaction } from 'kysely'
import type { Role } from '../config/roles.ts'
import { IdpError } from '../errors.ts'
import type { ApiClient, ApiClientRepository, ApiClientSecret, HeldApiClient, NewSecret } from '../ports/api-clients.ts'
import type { AuditRecord } from '../ports/audit.ts'
import { auditRow } from './audit-repository.ts'
import { isUniqueViolation } from './storage-failure.ts'
import type { ApiClientRow, ApiClientSecretRow, Tables } from './tables.ts'

/** API clients in the database, so that any node knows them, and a token that was revoked is refused by all at once. */
export function apiClientRepository(database: Kysely<Tables>): ApiClientRepository {
  return { ...clients(database), ...secrets(database), ...tokens(database) }
}

type Clients = Pick<ApiClientRepository, 'list' | 'find' | 'add' | 'update' | 'remove'>

function clients(database: Kysely<Tables>): Clients {
  const held = async (row: ApiClientRow): Promise<HeldApiClient> => ({
    ...clientOf(row),
    secrets: await secretsOf(database, row.id),
  })
  return {
    async list() {
      const rows = await database.selectFrom('api_clients').selectAll().orderBy('name').orderBy('id').execute()
      return Promise.all(rows.map(held))
    },

    async find(id) {
      const row = await database.selectFrom('api_clients').selectAll().where('id', '=', id).executeTakeFirst()
      return row && held(row)
    },

    async add(client, secret, audit) {
      await named(client, () =>
        database.transaction().execute(async (transaction) => {
          await transaction.insertInto('api_clients').values(rowOf(client)).execute()
          await insertSecret(transaction, client.id, secret)
          await keep(transaction, audit)
        }),
      )
    },

    update: (client, { before, endTokens }, audit) =>
      named(client, () =>
        database.transaction().execute(async (transaction) => {
          const { id, ...changed } = rowOf(client)
          const result = await transaction
            .updateTable('api_clients')
            .set(changed)
            .where('id', '=', id)
            .where('updated_at', '=', before.updatedAt.getTime())
            .executeTakeFirst()
          if (result.numUpdatedRows === 0n) return false
          if (endTokens) await transaction.deleteFrom('access_tokens').where('client_id', '=', id).execute()
          await keep(transaction, audit)
          return true
        }),
      ),

    remove: (id, audit) =>
      database.transaction().execute(async (transaction) => {
        const result = await transaction.deleteFrom('api_clients').where('id', '=', id).executeTakeFirst()
        if (result.numDeletedRows === 0n) return false
        await transaction.deleteFrom('api_client_secrets').where('client_id', '=', id).execute()
        await transaction.deleteFrom('access_tokens').where('client_id', '=', id).execute()
        await keep(transaction, audit)
        return true
      }),
  }
}

type Secrets = Pick<ApiClientRepository, 'addSecret' | 'removeSecret' | 'findBySecret'>

function secrets(database: Kysely<Tables>): Secrets {
  return {
    addSecret: (clientId, secret, most, audit) =>
      database.transaction().execute(async (transaction) => {
        // Touching the client's row makes a second one wait here until the first is in.
        const touched = { updated_at: secret.createdAt.getTime() }
        const result = await transaction
          .updateTable('api_clients')
          .set(touched)
          .where('id', '=', clientId)
          .executeTakeFirst()
        if (result.numUpdatedRows === 0n || (await secretsOf(transaction, clientId)).length >= most) return false
        await insertSecret(transaction, clientId, secret)
        await keep(transaction, audit)
        return true
      }),

    removeSecret: (clientId, secretId, audit) =>
      database.transaction().execute(async (transaction) => {
        const result = await transaction
          .deleteFrom('api_client_secrets')
          .where('id', '=', secretId)
          .where('client_id', '=', clientId)
          .executeTakeFirst()
        if (result.numDeletedRows === 0n) return false
        await transaction.deleteFrom('access_tokens').where('secret_id', '=', secretId).execute()
        await keep(transaction, audit)
        return true
      }),

    async findBySecret(clientId, hash, at) {
      const row = await database.selectFrom('api_clients').selectAll().where('id', '=', clientId).executeTakeFirst()
      if (row === undefined) return undefined
      const used = await database
        .updateTable('api_client_secrets')
        .set({ last_used_at: at.getTime() })
        .where('client_id', '=', clientId)
        .where('secret_hash', '=', hash)
        .returning('id')
        .executeTakeFirst()
      return used && { client: clientOf(row), secretId: used.id }
    },
  }
}

type Tokens = Pick<ApiClientRepository, 'addToken' | 'findByToken' | 'removeToken'>

function tokens(database: Kysely<Tables>): Tokens {
  return {
    addToken: ({ hash, clientId, secretId, expiresAt }, now) =>
      database.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('access_tokens').where('expires_at', '<=', now.getTime()).execute()
        const row = { token_hash: hash, client_id: clientId, secret_id: secretId, expires_at: expiresAt.getTime() }
        await transaction.insertInto('access_tokens').values(row).execute()
      }),

    async findByToken(hash, now) {
      const row = await database
        .selectFrom('access_tokens')
        .innerJoin('api_clients', 'api_clients.id', 'access_tokens.client_id')
        // A secret that went while its token was made takes the token along.
        .innerJoin('api_client_secrets', 'api_client_secrets.id', 'access_tokens.secret_id')
        .selectAll('api_clients')
        .where('access_tokens.token_hash', '=', hash)
        .where('access_tokens.expires_at', '>', now.getTime())
        .where('api_clients.enabled', '=', 1)
        .executeTakeFirst()
      return row && clientOf(row)
    },

    async removeToken(clientId, hash) {
      await database
        .deleteFrom('access_tokens')
        .where('token_hash', '=', hash)
        .where('client_id', '=', clientId)
        .execute()
    },
  }
}

async function secretsOf(database: Kysely<Tables>, clientId: string): Promise<ApiClientSecret[]> {
  const rows = await database
    .selectFrom('api_client_secrets')
    .selectAll()
    .where('client_id', '=', clientId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row: ApiClientSecretRow) => ({
    id: row.id,
    createdAt: new Date(row.created_at),
    lastUsedAt: row.last_used_at === null ? undefined : new Date(row.last_used_at),
  }))
}

async function insertSecret(
  transaction: Transaction<Tables>,
  clientId: string,
  { id, hash, createdAt }: NewSecret,
): Promise<void> {
  const row = { id, client_id: clientId, secret_hash: hash, created_at: createdAt.getTime(), last_used_at: null }
  await transaction.insertInto('api_client_secrets').values(row).execute()
}

async function keep(transaction: Transaction<Tables>, audit: AuditRecord): Promise<void> {
  await transaction.insertInto('audit_records').values(auditRow(audit)).execute()
}

async function named<Result>({ name }: ApiClient, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (isUniqueViolation(error)) throw new IdpError('STORAGE_NAME_TAKEN', { kind: 'API client', name }, error)
    throw error
  }
}

function rowOf(client: ApiClient): ApiClientRow {
  return {
    id: client.id,
    name: client.name,
    description: client.description ?? null,
    role: client.role,
    enabled: client.enabled ? 1 : 0,
    created_at: client.createdAt.getTime(),
    updated_at: client.updatedAt.getTime(),
  }
}

function clientOf(row: ApiClientRow): ApiClient {
  return {
    id: row.id,
    name: row.name,
    description: row.description ?? undefined,
    // Written by rowOf above, and by nothing else.
    role: row.role as Role,
    enabled: row.enabled === 1,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}
