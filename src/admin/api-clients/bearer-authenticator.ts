import { IdpError } from '../../errors.ts'
import type { ApiClientRepository } from '../../ports/api-clients.ts'
import type { Clock } from '../../ports.ts'
import type { AdminAuthenticator } from '../admin-authenticator.ts'
import { hashOf } from './opaque-value.ts'

/** An access token in the Authorization header [RFC6750 §2.1]; nowhere else, so that none gets into logs with an address. */
export function bearerAuthenticator(clients: ApiClientRepository, clock: Clock): AdminAuthenticator {
  return {
    async authenticate({ headers, remoteAddress }) {
      const token = findToken(headers.authorization)
      if (token === undefined) return undefined
      const client = await clients.findByToken(hashOf(token), clock.now())
      if (client === undefined) throw new IdpError('ADMIN_TOKEN_INVALID')
      const { id, name, role } = client
      return { kind: 'apiClient', id, name, role, remoteAddress }
    },
  }
}

function findToken(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? /^bearer +(\S{1,500})$/i.exec(header.trim())?.[1] : undefined
}
