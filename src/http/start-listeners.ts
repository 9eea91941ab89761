import { Server as TlsServer } from 'node:tls'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { AdministratorPorts } from '../administrators/administrator-ports.ts'
import type { BootSettings } from '../config/boot-settings.ts'
import { publicHosts } from '../config/public-hosts.ts'
import { IdpError } from '../errors.ts'
import type { Ports, WatchedSettings } from '../ports.ts'
import type { AdminApiOptions } from './admin-api.ts'
import { createAdminListener, type Readiness } from './admin-listener.ts'
import { type ControlOptions, openControlSocket } from './control-socket.ts'
import { createPublicListener } from './public-listener.ts'
import { readTlsMaterial, type TlsMaterial, uncoveredHosts, watchTlsMaterial } from './tls-material.ts'

/** Opens the two listeners and the control socket; certificates are taken up while they run. */

export interface StartOptions {
  readonly boot: BootSettings
  readonly log: Logger
  readonly ports: Ports
  readonly settings: WatchedSettings
  readonly metrics: Registry
  readonly readiness: () => Promise<Readiness>
  readonly control: ControlOptions
  /** A rehearsal's copy of the server has none. */
  readonly api?: Omit<AdminApiOptions, 'log'>
  readonly administration?: AdministratorPorts
}

export interface RunningListeners {
  readonly publicPort: number
  readonly adminPort: number
  /** Takes no new connections, answers the requests under way, then closes. */
  close(): Promise<void>
  /** Cuts what is still open: Node enforces no request timeout any more once a listener is closing. */
  cut(): void
}

export async function startListeners({
  boot,
  log,
  ports,
  settings,
  control,
  ...admin
}: StartOptions): Promise<RunningListeners> {
  const tls = boot.tls && (await readTlsMaterial(boot.tls))
  const shared = { tls, trustedProxies: boot.trustedProxies, log }
  const publicListener = createPublicListener({ ...shared, ports })
  const { host, hostNames } = boot.listen.admin
  const adminListener = createAdminListener({
    ...shared,
    ...admin,
    environmentId: () => settings.current().managed.environment.id,
    hostNames: [host, new URL(boot.publicUrl).hostname, ...hostNames],
  })
  let served = tls
  const warn = namesWarner(boot, log)
  const warnOfNames = (): void => warn(served, publicHosts(settings.current()))
  warnOfNames()
  const stopWatching = settings.onChange(warnOfNames)
  const watch =
    boot.tls &&
    tls &&
    watchTlsMaterial(
      boot.tls,
      tls,
      (material) => {
        served = material
        warnOfNames()
        for (const app of [publicListener, adminListener]) replaceCertificate(app, material)
        log.info({ certificate: boot.tls?.certificate }, 'took up the new TLS certificate')
      },
      (error) => log.error({ err: error }, 'the new TLS files cannot be used; the old certificate stays'),
    )
  const opened: FastifyInstance[] = []
  const close = async (): Promise<void> => {
    watch?.close()
    stopWatching()
    await Promise.all(opened.map((app) => app.close()))
  }
  try {
    // The control socket first: it tells that another server runs on this data directory before anything answers the world.
    opened.push(await openControlSocket(boot.dataDirectory, control))
    await listen(publicListener, 'public', boot)
    opened.push(publicListener)
    await listen(adminListener, 'admin', boot)
    opened.push(adminListener)
    const cut = (): void => {
      for (const app of opened) app.server.closeAllConnections()
    }
    return { publicPort: portOf(publicListener), adminPort: portOf(adminListener), close, cut }
  } catch (error) {
    await close()
    throw error
  }
}

/** Says which host names the certificate lacks: once for each change of them. */
function namesWarner(boot: BootSettings, log: Logger) {
  let warnedOf = ''
  return (served: TlsMaterial | undefined, names: readonly string[]): void => {
    const facts = { certificate: boot.tls?.certificate, hosts: uncoveredHosts(served, names) }
    if (facts.hosts.join() === warnedOf) return
    warnedOf = facts.hosts.join()
    if (warnedOf === '') return
    const { code, means, fix } = new IdpError('HTTP_TLS_NAMES', facts)
    log.warn({ code, ...facts, fix }, means)
  }
}

async function listen(app: FastifyInstance, name: 'public' | 'admin', boot: BootSettings): Promise<void> {
  const { host, port } = boot.listen[name]
  try {
    await app.listen({ host, port })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new IdpError('HTTP_LISTEN_FAILED', { listener: name, host, port, reason }, cause)
  }
}

/** New connections get the new certificate; those that are open keep theirs. */
function replaceCertificate(app: FastifyInstance, { certificate, key }: TlsMaterial): void {
  const server: unknown = app.server
  if (server instanceof TlsServer) server.setSecureContext({ cert: certificate, key, minVersion: 'TLSv1.2' })
}

function portOf(app: FastifyInstance): number {
  const address = app.server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
