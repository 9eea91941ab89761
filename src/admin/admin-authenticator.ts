import type { Actor } from '../ports/audit.ts'

/** One way to say who asks: a bearer token, the console's session. */
export interface AdminAuthenticator {
  /** Undefined: the request carries no credential of this kind. Throws ADMIN_… when it does, and it is not good. */
  authenticate(request: CredentialRequest): Promise<Actor | undefined>
}

export interface CredentialRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly remoteAddress: string
}
