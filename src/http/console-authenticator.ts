import type { AdminAuthenticator } from '../admin/admin-authenticator.ts'
import type { AdministratorPorts } from '../administrators/administrator-ports.ts'
import { findSession } from '../administrators/console-sessions.ts'
import { actorOf } from '../administrators/sign-in.ts'
import { IdpError } from '../errors.ts'
import { findConsoleSecret, requireOwnConsole } from './console-request.ts'

/** The console's session as a way to use the admin API. Whoever sends an access token is judged by that. */
export function consoleAuthenticator(ports: AdministratorPorts): AdminAuthenticator {
  return {
    async authenticate({ method, headers, remoteAddress }) {
      const secret = headers.authorization === undefined ? findConsoleSecret(headers) : undefined
      if (secret === undefined) return undefined
      requireOwnConsole({ method, headers })
      const found = await findSession(secret, ports)
      if (found === undefined) throw new IdpError('ADMINISTRATORS_SESSION_ENDED')
      if (found.session.stage !== 'signedIn') throw new IdpError('ADMINISTRATORS_SESSION_UNFINISHED')
      return { ...actorOf(found.administrator, remoteAddress), factorAt: found.session.factorAt }
    },
  }
}
