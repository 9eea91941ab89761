import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Application } from '../config/application.ts'
import { activeSignInEndpoint, type RequestEndpoint, type TrustEndpoint, trustEndpoints } from '../config/endpoints.ts'
import { findApplicationByHost } from '../config/public-hosts.ts'
import { IdpError } from '../errors.ts'
import { issueToken } from '../issuance/issue-token.ts'
import type { BrowserRequest, TrustHttpRequest } from '../issuance/stages.ts'
import type { Ports } from '../ports.ts'
import { publishFederationMetadata } from '../publish/publish-federation-metadata.ts'
import { publishMex } from '../publish/publish-mex.ts'
import { allowedHosts } from './allowed-hosts.ts'
import { limitInFlight } from './limit-in-flight.ts'
import { createListener, type ListenerOptions, send } from './listener.ts'
import { routeBrowsers } from './route-browsers.ts'
import { serverEndPoint } from './tls-material.ts'

/** The listener the world reaches: WS-Trust, metadata exchange, a bare health answer. Admin paths do not exist here. */

export interface PublicListenerOptions extends ListenerOptions {
  readonly ports: Ports
  /** Token requests at a time; the default is enough for thousands a second. */
  readonly maxInFlight?: number
}

const maxInFlight = 500

export function createPublicListener(options: PublicListenerOptions): FastifyInstance {
  const app = createListener(options)
  app.get('/healthz', (_request, reply) => reply.type('text/plain').send('ok\n'))
  app.register(async (guarded) => {
    guarded.addHook('onRequest', async (request) => {
      refuseUnknownHost(request, options.ports)
      refusePlainHttp(request)
    })
    const limited = limitInFlight(options.maxInFlight ?? maxInFlight, () =>
      options.log.warn('too many requests at a time: refusing some until the others are answered'),
    )
    for (const endpoint of trustEndpoints) routeEndpoint(guarded, endpoint, options.ports, limited)
    routeActiveSignIn(guarded, options.ports, limited)
    routeMex(guarded, options.ports)
    routeFederationMetadata(guarded, options.ports)
    const applicationIdOfHost = (request: FastifyRequest): string => applicationOfHost(options.ports, request).id
    routeBrowsers(guarded, { ports: options.ports, limited, applicationIdOfHost, browserRequest })
  })
  return app
}

type Limited = ReturnType<typeof limitInFlight>

function routeEndpoint(app: FastifyInstance, endpoint: TrustEndpoint, ports: Ports, limited: Limited): void {
  const issue = async (request: FastifyRequest, reply: FastifyReply, applicationId: string): Promise<unknown> =>
    send(reply, await limited(() => issueToken(trustRequest(request, applicationId, endpoint), ports)))
  app.all<{ Params: { app: string } }>(`/wsf/sts/:app/${endpoint.path}`, (request, reply) =>
    issue(request, reply, request.params.app),
  )
  app.all(`/adfs/services/trust/${endpoint.path}`, (request, reply) =>
    issue(request, reply, applicationOfHost(ports, request).id),
  )
}

/** The address that Entra has as ActiveSignInUri, without a version. */
function routeActiveSignIn(app: FastifyInstance, ports: Ports, limited: Limited): void {
  app.all<{ Params: { app: string } }>('/wsf/sts/:app', async (request, reply) => {
    const trust = trustRequest(request, request.params.app, activeSignInEndpoint)
    return send(reply, await limited(() => issueToken(trust, ports)))
  })
}

function routeMex(app: FastifyInstance, ports: Ports): void {
  const answer = (
    reply: FastifyReply,
    application: Application,
    kind: 'mex' | 'mex13',
    addresses: 'own' | 'adfs',
  ): unknown => send(reply, publishMex(application, kind, ports.settings.current(), addresses))
  for (const kind of ['mex', 'mex13'] as const) {
    app.get<{ Params: { app: string } }>(`/wsf/${kind}/:app`, (request, reply) =>
      answer(reply, findApplication(ports, request.params.app), kind, 'own'),
    )
  }
  app.get('/adfs/services/trust/mex', (request, reply) =>
    answer(reply, applicationOfHost(ports, request), 'mex13', 'adfs'),
  )
}

function routeFederationMetadata(app: FastifyInstance, ports: Ports): void {
  app.get<{ Params: { app: string } }>('/wsf/metadata/:app', async (request, reply) =>
    send(reply, await publishFederationMetadata(findApplication(ports, request.params.app), ports)),
  )
  // Where Entra looks for a new signing certificate, at the host of the metadata exchange address.
  app.get('/FederationMetadata/2007-06/FederationMetadata.xml', async (request, reply) =>
    send(reply, await publishFederationMetadata(applicationOfHost(ports, request), ports, 'adfs')),
  )
}

function trustRequest(request: FastifyRequest, applicationId: string, endpoint: RequestEndpoint): TrustHttpRequest {
  return { ...httpRequest(request, applicationId), endpoint }
}

function browserRequest(request: FastifyRequest, applicationId: string): BrowserRequest {
  return { ...httpRequest(request, applicationId), path: request.url.split('?')[0] ?? '' }
}

function httpRequest(request: FastifyRequest, applicationId: string): Omit<TrustHttpRequest, 'endpoint'> {
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value[0] : value,
  ])
  return {
    method: request.method,
    applicationId,
    headers: Object.fromEntries(headers),
    query: queryOf(request.url),
    body: Buffer.isBuffer(request.body) ? request.body : new Uint8Array(0),
    remoteAddress: request.ip,
    channelBinding: channelBindingOf(request.raw.socket),
  }
}

/** Everything after the first `?`: a value may hold another one. */
function queryOf(url: string): string {
  const at = url.indexOf('?')
  return at < 0 ? '' : url.slice(at + 1)
}

/** Of the certificate this very connection was opened with: another may have come into force since. */
const bindings = new WeakMap<Socket, Uint8Array>()

function channelBindingOf(socket: Socket): Uint8Array | undefined {
  const known = bindings.get(socket)
  if (known !== undefined || !(socket instanceof TLSSocket)) return known
  const certificate = socket.getX509Certificate()
  if (certificate === undefined) return undefined
  const binding = serverEndPoint(certificate)
  bindings.set(socket, binding)
  return binding
}

function refuseUnknownHost(request: FastifyRequest, ports: Ports): void {
  const host = (request.headers.host ?? '').toLowerCase()
  if (!allowedHosts(ports.settings.current()).has(host)) throw new IdpError('HTTP_UNKNOWN_HOST', { host })
}

/** Tickets and passwords are taken over TLS only: our own, or that of a proxy we were told to believe. */
function refusePlainHttp(request: FastifyRequest): void {
  if (request.protocol !== 'https') throw new IdpError('HTTP_PLAIN', { remoteAddress: request.ip })
}

function findApplication(ports: Ports, id: string): Application {
  const application = ports.settings.current().managed.applications.find((candidate) => candidate.id === id)
  if (!application?.enabled) throw new IdpError('HTTP_NOT_FOUND', { path: id })
  return application
}

/** The AD FS-shaped addresses name no application: the host name does, and under that of publicUrl they serve the first one. */
function applicationOfHost(ports: Ports, request: FastifyRequest): Application {
  const settings = ports.settings.current()
  const named = findApplicationByHost(settings, request.headers.host ?? '')
  const application = named ?? settings.managed.applications.find((candidate) => candidate.enabled)
  if (application === undefined) throw new IdpError('HTTP_NOT_FOUND', { path: 'the default application' })
  return application
}
