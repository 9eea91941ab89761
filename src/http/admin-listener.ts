import type { FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { createListener, type ListenerOptions } from './listener.ts'

/** The listener of operators: health, readiness and metrics. On loopback unless the administrator says otherwise. */

export interface Readiness {
  readonly ready: boolean
  /** One line per thing that was looked at. */
  readonly checks: Readonly<Record<string, string>>
}

export interface AdminListenerOptions extends ListenerOptions {
  readonly metrics: Registry
  readonly readiness: () => Promise<Readiness>
}

export function createAdminListener(options: AdminListenerOptions): FastifyInstance {
  const app = createListener(options)
  app.get('/healthz', (_request, reply) => reply.type('text/plain').send('ok\n'))
  app.get('/readyz', async (_request, reply) => {
    const readiness = await options.readiness()
    return reply.code(readiness.ready ? 200 : 503).send(readiness)
  })
  app.get('/metrics', async (_request, reply) =>
    reply.type(options.metrics.contentType).send(await options.metrics.metrics()),
  )
  return app
}
