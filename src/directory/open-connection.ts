import { IdpError } from '../errors.ts'
import { findLogonFailure } from '../protocol/ad/logon-failure.ts'
import type { Secret } from '../secret.ts'
import { connectServer, type LdapServer, type ServerSecurity, serverText } from './connect-server.ts'
import { LdapConnection } from './ldap-connection.ts'

/** A connection that is bound as the gateway's account; there is no other kind. */

export interface BindAccount {
  readonly gatewayId: string
  readonly bindDN: string
  readonly password: Secret
}

/** What connecting takes, apart from which server. */
export interface ConnectionSettings {
  readonly security: ServerSecurity
  readonly connectMilliseconds: number
  readonly operationMilliseconds: number
}

/** Throws DIRECTORY_…: what connectServer throws, and _BIND_REFUSED, _TLS_REQUIRED, _SERVER_BUSY. */
export async function openConnection(
  server: LdapServer,
  account: BindAccount,
  settings: ConnectionSettings,
): Promise<LdapConnection> {
  const socket = await connectServer(server, settings.security, settings.connectMilliseconds)
  const connection = new LdapConnection(socket, server)
  const result = await connection.bind(account.bindDN, account.password, settings.operationMilliseconds)
  if (result.resultCode === 0) return connection
  connection.close()
  throw bindRefused(server, account, result.resultCode, result.diagnosticMessage)
}

/** [RFC4511 §4.1.9, Appendix A.2] */
function bindRefused(server: LdapServer, account: BindAccount, resultCode: number, serverSays: string): IdpError {
  const facts = {
    server: serverText(server),
    gateway: account.gatewayId,
    bindDN: account.bindDN,
    resultCode,
    serverSays,
  }
  if (resultCode === 8 || resultCode === 13) return new IdpError('DIRECTORY_TLS_REQUIRED', facts)
  if (resultCode === 51 || resultCode === 52) return new IdpError('DIRECTORY_SERVER_BUSY', facts)
  const failure = findLogonFailure(serverSays)
  return new IdpError('DIRECTORY_BIND_REFUSED', {
    ...facts,
    data: failure?.code,
    meaning: failure?.meaning ?? `it says: ${serverSays || `result code ${resultCode}`}`,
    remedy: failure?.fix ?? 'Check the bind DN and its password.',
  })
}
