import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { z } from 'zod'
import type { AdministratorPorts, BrowserPlace } from '../administrators/administrator-ports.ts'
import { type BegunSession, type ConsoleSession, findSession } from '../administrators/console-sessions.ts'
import { IdpError } from '../errors.ts'
import { parsed } from './admin-api.ts'
import { adminFault } from './admin-fault.ts'
import {
  consoleCookieLine,
  endConsoleCookieLine,
  findConsoleSecret,
  requireOwnConsole,
  webOriginOfConsole,
} from './console-request.ts'
import { nameHttpError } from './name-http-error.ts'

/** How the addresses of the console's session are mounted: one browser, its session, JSON in and out, refusals by one exit. */

export interface ConsoleSessionOptions {
  readonly ports: AdministratorPorts
  readonly log: Logger
}

/** One request of the console. */
export interface ConsoleCall<Body> {
  readonly body: Body
  readonly params: Readonly<Record<string, string>>
  readonly place: BrowserPlace
  /** A session that is there, signed in or not. Throws ADMINISTRATORS_SESSION_ENDED. */
  readonly getSession: () => Promise<ConsoleSession>
  /** Throws ADMINISTRATORS_SESSION_ENDED, _SESSION_UNFINISHED. */
  readonly getSignedIn: () => Promise<ConsoleSession>
  /** What the cookie names, whether it is there or not. */
  readonly secret: string | undefined
}

export interface ConsoleAnswer {
  /** Left out: 204. */
  readonly body?: unknown
  /** Another session takes the place of the one before; null: there is none any more. */
  readonly session?: BegunSession | null
}

export interface ConsoleCallRoute<Body extends z.ZodType = z.ZodType> {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below /console/session. */
  readonly path: string
  readonly body?: Body
  readonly run: (call: ConsoleCall<z.output<Body>>) => Promise<ConsoleAnswer>
}

/** Checks a route against its own schema, then forgets the type. */
export function consoleCall<Body extends z.ZodType>(route: ConsoleCallRoute<Body>): ConsoleCallRoute {
  // The mount hands `run` what its own schema made of the body, and nothing else.
  return route as unknown as ConsoleCallRoute
}

export function mountConsoleSession(
  app: FastifyInstance,
  routes: readonly ConsoleCallRoute[],
  options: ConsoleSessionOptions,
): void {
  void app.register(
    async (scope) => {
      scope.setErrorHandler((error, request, reply) => refuse(error, request, reply, options))
      for (const route of routes)
        scope.route({
          method: route.method,
          url: route.path,
          handler: async (request, reply) => send(reply, await route.run(callOf(request, route, options))),
        })
    },
    { prefix: '/console/session' },
  )
}

function callOf(
  request: FastifyRequest,
  route: ConsoleCallRoute,
  { ports }: ConsoleSessionOptions,
): ConsoleCall<never> {
  const { method, headers, protocol, ip } = request
  const webOrigin = webOriginOfConsole(protocol, headers.host)
  requireOwnConsole({ method, headers })
  const secret = findConsoleSecret(headers)
  const getSession = async (): Promise<ConsoleSession> => {
    const found = secret === undefined ? undefined : await findSession(secret, ports)
    if (found === undefined) throw new IdpError('ADMINISTRATORS_SESSION_ENDED')
    return found
  }
  return {
    body: route.body === undefined ? (undefined as never) : (parsed(route.body, readJson(request.body)) as never),
    params: request.params as Readonly<Record<string, string>>,
    place: { remoteAddress: ip, userAgent: headers['user-agent'], webOrigin },
    getSession,
    async getSignedIn() {
      const found = await getSession()
      if (found.session.stage !== 'signedIn') throw new IdpError('ADMINISTRATORS_SESSION_UNFINISHED')
      return found
    },
    secret,
  }
}

function readJson(body: unknown): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '')
  } catch (error) {
    throw new IdpError('ADMIN_BODY_NOT_JSON', { reason: error instanceof Error ? error.message : String(error) })
  }
}

const alwaysSent = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

function send(reply: FastifyReply, { body, session }: ConsoleAnswer): FastifyReply {
  reply.headers(alwaysSent)
  if (session === null) reply.header('set-cookie', endConsoleCookieLine)
  if (session != null) reply.header('set-cookie', consoleCookieLine(session.secret))
  if (body === undefined) return reply.code(204).send()
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(body))
}

/** What a sign-in was refused for is in the log; what is named so here is for the one who sits there. */
function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply, { ports, log }: ConsoleSessionOptions) {
  const named = nameHttpError(error, request.routeOptions.bodyLimit)
  const id = ports.randomness.uuid()
  if (named.code === 'INTERNAL') log.error({ err: error, id }, 'request of the console failed')
  const fault = adminFault(named, id, /^ADMIN/.test(named.code))
  return reply
    .code(fault.status)
    .headers({ ...alwaysSent, ...fault.headers })
    .send(fault.body)
}
