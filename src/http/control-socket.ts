import { chmod, mkdtemp, rename, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Gateway } from '../config/gateway.ts'
import { IdpError } from '../errors.ts'
import type { KerberosOperator, KerberosReport, SettingsSource } from '../ports.ts'

/**
 * How the command line speaks to the running server: a Unix socket in the data directory that only its owner may open, so that
 * no password or token is needed on the machine itself. It answers `joinery gateway` and `joinery doctor --live`,
 * diagnoses what a program posts, and takes up settings at once that were applied elsewhere.
 */

export interface ControlOptions {
  readonly settings: SettingsSource & {
    /** Looks for settings that were applied elsewhere. */
    refresh(): Promise<void>
  }
  readonly kerberos: KerberosOperator
  /** Drops the pooled connections of a gateway; requests under way end well. */
  readonly restartDirectory: (gatewayId: string) => void
  /** For the audit log. */
  readonly restarted?: (gatewayId: string) => Promise<void>
  /** Looks at real computers of every device user type. */
  readonly proposeAnchors: (gateway: Gateway) => Promise<readonly ControlAnchor[]>
  /** What `doctor --live` judges: plain values, no token. A rehearsal's copy of the server has none. */
  readonly gatherEvidence?: (subject: ControlSubject | undefined) => Promise<unknown>
  /** The doctor's findings on what was posted, as docs/doctor.md shows them. */
  readonly diagnose?: (input: Uint8Array, form: { readonly share: boolean }) => Promise<unknown>
}

/** A log of Windows, an export of a browser. */
const maxInputBytes = 32 * 1024 * 1024

/** One whose claims are asked for. */
export interface ControlSubject {
  readonly account: 'device' | 'user'
  readonly name: string
}

/** What a device user type should take Username and External ID from. */
export interface ControlAnchor {
  readonly userType: string
  readonly attribute: string
  readonly why: string
  readonly examples: readonly string[]
}

export function controlSocketPath(dataDirectory: string): string {
  return join(dataDirectory, 'control.sock')
}

export async function openControlSocket(dataDirectory: string, options: ControlOptions): Promise<FastifyInstance> {
  const path = controlSocketPath(dataDirectory)
  const app = Fastify({ logger: false, forceCloseConnections: true })
  app.setErrorHandler((error, _request, reply) => reply.code(409).send(describeProblem(error)))
  app.post<{ Params: { id: string } }>('/gateways/:id/test', async (request) =>
    describeReport(await options.kerberos.test(getGateway(options.settings, request.params.id))),
  )
  app.post<{ Params: { id: string } }>('/gateways/:id/restart', async (request) => {
    const gateway = getGateway(options.settings, request.params.id)
    await options.restarted?.(gateway.id)
    options.restartDirectory(gateway.id)
    return describeReport(await options.kerberos.restart(gateway))
  })
  app.post<{ Params: { id: string } }>('/gateways/:id/anchor', async (request) =>
    options.proposeAnchors(getGateway(options.settings, request.params.id)),
  )
  app.post<{ Querystring: { computer?: string; user?: string } }>('/evidence', async ({ query }) => {
    const { computer, user } = query
    if (computer !== undefined) return options.gatherEvidence?.({ account: 'device', name: computer })
    return options.gatherEvidence?.(user === undefined ? undefined : { account: 'user', name: user })
  })
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxInputBytes }, (_request, body, done) =>
    done(null, body),
  )
  app.post<{ Querystring: { share?: string } }>('/diagnose', { bodyLimit: maxInputBytes }, async ({ body, query }) =>
    options.diagnose?.(Buffer.isBuffer(body) ? body : new Uint8Array(0), { share: query.share !== undefined }),
  )
  app.post('/settings/refresh', async () => {
    await options.settings.refresh()
    return {}
  })
  if (await isAnswered(path)) throw new IdpError('HTTP_ALREADY_RUNNING', { socket: path })
  app.addHook('onClose', () => rm(path, { force: true }))
  try {
    await listenPrivately(app, dataDirectory, path)
  } catch (cause) {
    await app.close()
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new IdpError('HTTP_CONTROL_SOCKET', { socket: path, reason }, cause)
  }
  return app
}

/** A socket file that a killed server left behind is answered by nobody, and may be replaced. */
function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** Made in a folder that only its owner may enter, then moved: at no moment can anybody else open it. */
async function listenPrivately(app: FastifyInstance, dataDirectory: string, path: string): Promise<void> {
  const folder = await mkdtemp(join(dataDirectory, 'c-'))
  try {
    const made = join(folder, 's')
    await app.listen({ path: made })
    await chmod(made, 0o600)
    await rename(made, path)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** What goes over the socket: plain values. */
export interface ControlProblem {
  readonly code: string
  readonly means: string
  readonly fix: string
}

export interface ControlReport extends Omit<KerberosReport, 'services'> {
  readonly services: readonly {
    readonly servicePrincipalName: string
    readonly encryptionType: number | undefined
    readonly keyVersion: number | undefined
    readonly problem: ControlProblem | undefined
  }[]
}

function describeReport(report: KerberosReport): ControlReport {
  return {
    ...report,
    services: report.services.map((service) => ({
      ...service,
      problem: service.problem === undefined ? undefined : describeProblem(service.problem),
    })),
  }
}

function describeProblem(error: unknown): ControlProblem {
  const message = error instanceof Error ? error.message : String(error)
  const named = error instanceof IdpError ? error : new IdpError('INTERNAL', { message }, error)
  return { code: named.code, means: named.means, fix: named.fix }
}

function getGateway(settings: SettingsSource, id: string): Gateway {
  const gateways = settings.current().managed.gateways
  const gateway = gateways.find((candidate) => candidate.id === id)
  if (gateway === undefined)
    throw new IdpError('HTTP_GATEWAY_UNKNOWN', { gateway: id, known: gateways.map((one) => one.id) })
  return gateway
}
