import { isIP } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import type { AdministratorPorts } from '../administrators/administrator-ports.ts'
import { IdpError } from '../errors.ts'
import { type AdminApiOptions, mountAdminApi } from './admin-api.ts'
import { serveConsole } from './console.ts'
import { mountConsoleSession } from './console-session.ts'
import { consoleSessionRoutes } from './console-session-routes.ts'
import { createListener, type ListenerOptions } from './listener.ts'

/** The listener of operators: health, readiness, metrics and the console. On loopback unless the administrator says otherwise. */

export interface Readiness {
  readonly ready: boolean
  /** One line per thing that was looked at. */
  readonly checks: Readonly<Record<string, string>>
  /** What will be a failure if nobody does anything; it serves all the same. */
  readonly warnings: readonly string[]
  /** Which key signs for which application. */
  readonly signingKeys?: Readonly<Record<string, string>>
  /** Records that wait to be written, and those that were lost since the start. */
  readonly signInLog?: { readonly waiting: number; readonly lost: number }
}

export interface AdminListenerOptions extends ListenerOptions {
  readonly metrics: Registry
  readonly readiness: () => Promise<Readiness>
  /** `environment.id` of the settings in force; the console is told. */
  readonly environmentId: () => string
  /** Names it answers to, beside addresses and localhost. */
  readonly hostNames: readonly string[]
  /** A rehearsal's copy of the server has none. */
  readonly api?: Omit<AdminApiOptions, 'log'>
  /** For sign-ins to the console. */
  readonly administration?: AdministratorPorts
}

export function createAdminListener(options: AdminListenerOptions): FastifyInstance {
  const app = createListener(options)
  app.addHook('onRequest', async (request) => {
    const host = request.headers.host ?? ''
    if (!isAdminHost(host, options.hostNames))
      throw new IdpError('HTTP_ADMIN_UNKNOWN_HOST', { host: host.slice(0, 200) })
  })
  app.get('/healthz', (_request, reply) => reply.type('text/plain').send('ok\n'))
  app.get('/readyz', async (_request, reply) => {
    const readiness = await options.readiness()
    return reply.code(readiness.ready ? 200 : 503).send(readiness)
  })
  app.get('/metrics', async (_request, reply) =>
    reply.type(options.metrics.contentType).send(await options.metrics.metrics()),
  )
  serveConsole(app, options)
  const { administration, log } = options
  if (administration !== undefined)
    mountConsoleSession(app, consoleSessionRoutes(administration), { ports: administration, log })
  if (options.api !== undefined) mountAdminApi(app, { ...options.api, log: options.log })
  return app
}

/**
 * An address is no name that a stranger could point here; localhost belongs to the machine. Without this, a web page could make an
 * administrator's browser talk to this listener under a name of its own (DNS rebinding) [RFC9110 §7.2].
 */
function isAdminHost(host: string, hostNames: readonly string[]): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '')
  const address = name.replace(/^\[(.*)\]$/, '$1')
  return isIP(address) !== 0 || name === 'localhost' || hostNames.some((known) => known.toLowerCase() === name)
}
