import type { Role } from '../config/roles.ts'
import type { AuditRecord } from './audit.ts'

/** Programs that use the admin API, what they prove themselves with, and the access tokens they were given for it. */

export interface ApiClient {
  readonly id: string
  /** Unique. */
  readonly name: string
  readonly description: string | undefined
  readonly role: Role
  readonly enabled: boolean
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface ApiClientSecret {
  readonly id: string
  readonly createdAt: Date
  /** When a token was last given for it. */
  readonly lastUsedAt: Date | undefined
}

export interface HeldApiClient extends ApiClient {
  /** Oldest first. */
  readonly secrets: readonly ApiClientSecret[]
}

/** Only hashes are kept: whoever reads the database can sign in with nothing in it. */
export interface NewSecret {
  readonly id: string
  readonly hash: string
  readonly createdAt: Date
}

export interface AccessToken {
  readonly hash: string
  readonly clientId: string
  readonly secretId: string
  readonly expiresAt: Date
}

/** Every change is on disk with its audit record before it returns. */
export interface ApiClientRepository {
  /** By name. */
  list(): Promise<readonly HeldApiClient[]>
  find(id: string): Promise<HeldApiClient | undefined>
  /** Throws STORAGE_NAME_TAKEN. */
  add(client: ApiClient, secret: NewSecret, audit: AuditRecord): Promise<void>
  /** False when it is gone, or not as in `before` any more; throws STORAGE_NAME_TAKEN. */
  update(
    client: ApiClient,
    how: { readonly before: ApiClient; readonly endTokens: boolean },
    audit: AuditRecord,
  ): Promise<boolean>
  /** With its secrets and tokens. */
  remove(id: string, audit: AuditRecord): Promise<boolean>
  /** False when it has `most` already, also when two are added at once. */
  addSecret(clientId: string, secret: NewSecret, most: number, audit: AuditRecord): Promise<boolean>
  /** With the tokens that were given for it. */
  removeSecret(clientId: string, secretId: string, audit: AuditRecord): Promise<boolean>

  /** The client, on or off, that has this secret, and the secret's id; notes the use. */
  findBySecret(clientId: string, hash: string, at: Date): Promise<{ client: ApiClient; secretId: string } | undefined>
  /** Forgets tokens that have expired by the way. */
  addToken(token: AccessToken, now: Date): Promise<void>
  /** The client, as it is now and if it is on, of a token that has not expired and whose secret is there still. */
  findByToken(hash: string, now: Date): Promise<ApiClient | undefined>
  /** Only a token of that client. */
  removeToken(clientId: string, hash: string): Promise<void>
}
