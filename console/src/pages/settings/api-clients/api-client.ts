import type { Role } from '../../../../../src/config/roles.ts'

/** An API client as the API shows it (src/admin/api-clients). */
export interface ApiClient {
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly role: Role
  readonly enabled: boolean
  readonly lastUsedAt?: string
  readonly secrets: readonly { readonly id: string; readonly createdAt: string; readonly lastUsedAt?: string }[]
}

/** As it is told once. */
export interface MadeSecret {
  /** Of the client. */
  readonly clientId: string
  readonly clientSecret: string
}
