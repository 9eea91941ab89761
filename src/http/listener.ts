import type { Socket } from 'node:net'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { IdpError } from '../errors.ts'
import { plainFault } from '../issuance/reply/fault.ts'
import type { HttpReply } from '../issuance/stages.ts'
import { nameHttpError } from './name-http-error.ts'
import type { TlsMaterial } from './tls-material.ts'

/** What both listeners share: limits, TLS, no parsing of bodies, errors by their one exit, one log line per request. */

/** Windows sends the whole PAC in one header; users in many groups need this much (a recurring problem of peers). */
const maxHeaderBytes = 64 * 1024
/** The largest RST seen is under 8 KiB; a UsernameToken or a wreq adds little. */
const maxBodyBytes = 64 * 1024
/** Open connections take file descriptors: those of the directory, the database and the keytabs must not run out first. */
const maxConnections = 5000

export interface ListenerOptions {
  readonly tls: TlsMaterial | undefined
  readonly trustedProxies: readonly string[]
  readonly log: Logger
}

export function createListener({ tls, trustedProxies, log }: ListenerOptions): FastifyInstance {
  const app = Fastify({
    ...(tls === undefined
      ? {}
      : {
          https: { cert: tls.certificate, key: tls.key, minVersion: 'TLSv1.2' as const, maxHeaderSize: maxHeaderBytes },
        }),
    http: { maxHeaderSize: maxHeaderBytes },
    bodyLimit: maxBodyBytes,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 65_000,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    exposeHeadRoutes: true,
    logger: false,
    clientErrorHandler: answerBrokenRequest,
    // What the router refuses, such as an application id without end; its own answer would tell what we are made of.
    frameworkErrors: (_error, request, reply) =>
      // The reply's type names the kind of server, which is decided above.
      void send(reply as unknown as Sendable, plainFault(new IdpError('HTTP_NOT_FOUND', { path: request.url }))),
  }) as unknown as FastifyInstance
  app.server.maxConnections = maxConnections
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.setNotFoundHandler((request, reply) =>
    send(reply, plainFault(new IdpError('HTTP_NOT_FOUND', { path: request.url }))),
  )
  app.setErrorHandler((error, request, reply) => {
    const named = nameHttpError(error, maxBodyBytes)
    if (named.code === 'INTERNAL') log.error({ err: error, path: pathOf(request) }, 'request failed')
    return send(reply, plainFault(named))
  })
  app.addHook('onResponse', async (request, reply) => {
    log.debug(
      {
        method: request.method,
        path: pathOf(request),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    )
  })
  return app
}

/** Path without its query: parameters may carry names of people. */
function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? request.url
}

export interface Sendable {
  code(status: number): Sendable
  headers(values: Readonly<Record<string, string>>): Sendable
  send(body: string): unknown
}

export function send(reply: Sendable, answer: HttpReply): unknown {
  return reply.code(answer.status).headers(answer.headers).send(answer.body)
}

/** What Node's own parser refused, before there is a request: answered shortly, then closed. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) return void socket.destroy()
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request'
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
