import { connect, isIP, type Socket } from 'node:net'
import { type SecureContext, connect as secureConnect, type TLSSocket } from 'node:tls'
import { IdpError } from '../errors.ts'
import { findMessageLength, parseLdapResponse } from '../protocol/ldap/ldap-response.ts'
import { startTlsRequest } from './ldap-request.ts'

/** From a server's name to a socket one may speak LDAP on: TCP, and TLS as the gateway says, all within one deadline. */

export interface LdapServer {
  readonly host: string
  readonly port: number
}

export interface ServerSecurity {
  readonly kind: 'TLS' | 'StartTLS' | 'None'
  readonly validate: boolean
  /** Not needed for None. */
  readonly secureContext: SecureContext | undefined
}

const defaultPorts = { TLS: 636, StartTLS: 389, None: 389 } as const

/** `dc1.corp.example.com`, `dc1:3269` or `[2001:db8::1]:636`; without a port, the usual one of the security. */
export function parseServer(hostAndPort: string, security: ServerSecurity['kind']): LdapServer {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(hostAndPort) ?? []
  return { host: bracketed ?? plain ?? hostAndPort, port: port === undefined ? defaultPorts[security] : Number(port) }
}

export function serverText({ host, port }: LdapServer): string {
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`
}

/** Throws DIRECTORY_UNREACHABLE, DIRECTORY_TLS_…, DIRECTORY_STARTTLS_REFUSED; DIRECTORY_TIMEOUT after the milliseconds. */
export async function connectServer(
  server: LdapServer,
  security: ServerSecurity,
  milliseconds: number,
): Promise<Socket> {
  const socket = connect({ ...server, noDelay: true, keepAlive: true, keepAliveInitialDelay: 30_000 })
  // Between two awaits nobody listens; an error that comes then is seen by whoever uses the socket next.
  socket.on('error', () => {})
  let timedOut = false
  const deadline = setTimeout(() => {
    timedOut = true
    socket.destroy(new Error('no answer in time'))
  }, milliseconds)
  try {
    await event(socket, 'connect').catch((cause) => {
      throw unreachable(server, cause)
    })
    return await secured(socket, server, security)
  } catch (error) {
    socket.destroy()
    if (timedOut)
      throw new IdpError('DIRECTORY_TIMEOUT', { server: serverText(server), milliseconds, doing: 'connecting' })
    throw error
  } finally {
    clearTimeout(deadline)
  }
}

async function secured(socket: Socket, server: LdapServer, security: ServerSecurity): Promise<Socket> {
  if (security.kind === 'None') return socket
  if (security.kind === 'StartTLS') await startTls(socket, server)
  const tlsSocket: TLSSocket = secureConnect({
    socket,
    host: server.host,
    // A name is sent for certificates by name; an address must not be. [RFC6066 §3]
    ...(isIP(server.host) === 0 ? { servername: server.host } : {}),
    secureContext: security.secureContext,
    rejectUnauthorized: security.validate,
  })
  socket.on('error', () => tlsSocket.destroy())
  await event(tlsSocket, 'secureConnect').catch((cause) => {
    throw tlsFailure(server, cause)
  })
  return tlsSocket
}

/** Asks for TLS and takes exactly one answer; nothing else may have been sent before the handshake. [RFC4511 §4.14] */
async function startTls(socket: Socket, server: LdapServer): Promise<void> {
  socket.write(startTlsRequest(1))
  let received = Buffer.alloc(0)
  for (;;) {
    const answer = event(socket, 'data')
    socket.resume()
    const chunk = await answer.catch((cause) => {
      throw unreachable(server, cause)
    })
    // What comes after the answer belongs to the handshake.
    socket.pause()
    if (Buffer.isBuffer(chunk)) received = Buffer.concat([received, chunk])
    const length = findMessageLength(received)
    if (length === undefined || received.length < length) continue
    const response = parseLdapResponse(received.subarray(0, length))
    if (response.kind !== 'result' || response.operation !== 'extended' || received.length !== length)
      throw new IdpError('LDAP_RESPONSE_INVALID', { observed: 'something other than the answer to StartTLS' })
    if (response.resultCode === 0) return
    throw new IdpError('DIRECTORY_STARTTLS_REFUSED', {
      server: serverText(server),
      resultCode: response.resultCode,
      serverSays: response.diagnosticMessage,
    })
  }
}

/** The event's first argument; rejects when the socket fails or closes before it. */
function event(socket: Socket, name: 'connect' | 'secureConnect' | 'data'): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      socket.off('error', failed).off('close', closed).off(name, happened)
      act()
    }
    const happened = (argument: unknown) => settle(() => resolve(argument))
    const failed = (cause: unknown) => settle(() => reject(cause))
    const closed = () => failed(new Error('the server closed the connection'))
    socket.on('error', failed).on('close', closed).on(name, happened)
  })
}

function unreachable(server: LdapServer, cause: unknown): IdpError {
  return new IdpError('DIRECTORY_UNREACHABLE', { servers: [serverText(server)], reasons: [messageOf(cause)] }, cause)
}

/** A table: OpenSSL's and Node's names of certificate trouble, as the one of ours that says what to do. */
const tlsCodes = {
  CERT_HAS_EXPIRED: 'DIRECTORY_TLS_EXPIRED',
  CERT_NOT_YET_VALID: 'DIRECTORY_TLS_EXPIRED',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'DIRECTORY_TLS_UNTRUSTED',
  ERR_TLS_CERT_ALTNAME_INVALID: 'DIRECTORY_TLS_NAME_MISMATCH',
  SELF_SIGNED_CERT_IN_CHAIN: 'DIRECTORY_TLS_UNTRUSTED',
  UNABLE_TO_GET_ISSUER_CERT: 'DIRECTORY_TLS_UNTRUSTED',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'DIRECTORY_TLS_UNTRUSTED',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'DIRECTORY_TLS_UNTRUSTED',
  CERT_SIGNATURE_FAILURE: 'DIRECTORY_TLS_UNTRUSTED',
} as const

function tlsFailure(server: LdapServer, cause: unknown): IdpError {
  const nodeCode = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const row = Object.entries(tlsCodes).find(([name]) => name === nodeCode)
  const facts = {
    server: serverText(server),
    host: server.host,
    reason: messageOf(cause).replace(/; if the root CA.*/s, ''),
  }
  return new IdpError(row?.[1] ?? 'DIRECTORY_TLS_FAILED', facts, cause)
}

function messageOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(messageOf).join('; ')
  // Node advises to start it differently; the gateway's CA file is the right remedy.
  return cause instanceof Error ? cause.message.replace(/; if the root CA.*/s, '') : String(cause)
}
