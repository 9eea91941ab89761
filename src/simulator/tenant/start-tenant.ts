import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { cloudHosts } from '../../entra/cloud.ts'
import { type TenantHandler, type TenantRoute, tenantRoutes } from './routes.ts'
import { answerJson, answerNothing, type TenantAnswer } from './tenant-http.ts'
import type { TenantOptions } from './tenant-options.ts'
import { createTenantState } from './tenant-state.ts'
import { chooseVerifier, type SignatureVerifier } from './verify-signature.ts'

// An Entra tenant, as far as a hybrid join meets one: all hosts of Microsoft's cloud on one HTTPS port of this machine.
// It judges what an identity provider issues by what is known of Entra, and knows nothing of the provider itself.

export interface TenantServerOptions {
  readonly tenant: TenantOptions
  /** PEM. The certificate must name the hosts in `cloudHosts`. */
  readonly certificate: string
  readonly key: string
  /** Asked as bearer token by Graph and by the rehearsal's own endpoints. */
  readonly controlToken: string
  readonly host?: string
  readonly port?: number
  /** For tests; left out, xmlsec1 where it is installed. */
  readonly verifier?: SignatureVerifier
}

export interface RunningTenant {
  readonly host: string
  readonly port: number
  /** Whose code judges signatures. */
  readonly verifierName: string
  stop(): Promise<void>
}

const bodyLimit = 262_144

export async function startTenant(options: TenantServerOptions): Promise<RunningTenant> {
  const state = await createTenantState(options.tenant)
  const verifier = options.verifier ?? (await chooseVerifier())
  const server = createServer({ cert: options.certificate, key: options.key }, (incoming, outgoing) => {
    answerIncoming(incoming, options.controlToken, (route, request) => route.answer(request, state, verifier))
      .catch((error: unknown) => answerJson(500, { message: error instanceof Error ? error.message : String(error) }))
      .then((answer) => send(outgoing, answer))
  })
  const host = options.host ?? '127.0.0.1'
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, host, resolve)
  })
  const bound = server.address()
  return {
    host,
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    verifierName: verifier.name,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answerIncoming(
  incoming: IncomingMessage,
  controlToken: string,
  answer: (route: TenantRoute, request: Parameters<TenantHandler>[0]) => TenantAnswer | Promise<TenantAnswer>,
): Promise<TenantAnswer> {
  const hostName = (incoming.headers.host ?? '').split(':')[0]?.toLowerCase() ?? ''
  const url = new URL(incoming.url ?? '/', `https://${hostName || 'localhost'}`)
  const found = findRoute(incoming.method ?? 'GET', hostName, url.pathname)
  if (found === undefined) return answerNothing(404)
  if (found.route.isControlled && !holdsToken(incoming.headers.authorization, controlToken)) return answerNothing(401)
  const body = await readBody(incoming)
  if (body === undefined) return answerNothing(413)
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  )
  return answer(found.route, {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body,
    params: found.params,
  })
}

function findRoute(
  method: string,
  hostName: string,
  path: string,
): { route: TenantRoute; params: Record<string, string> } | undefined {
  const parts = splitPath(path)
  for (const route of tenantRoutes) {
    if (route.method !== method || (cloudHosts.includes(hostName) && route.host !== hostName)) continue
    const params = matchPath(splitPath(route.path), parts)
    if (params) return { route, params }
  }
  return undefined
}

function splitPath(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '')
}

/** Fixed parts compare without case, as the real services do. */
function matchPath(wanted: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (wanted.length !== parts.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const given = decodePart(parts[index] ?? '')
    if (part.startsWith('{')) params[part.slice(1, -1)] = given
    else if (part.toLowerCase() !== given.toLowerCase()) return undefined
  }
  return params
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function holdsToken(authorization: string | undefined, controlToken: string): boolean {
  const given = Buffer.from(authorization ?? '')
  const wanted = Buffer.from(`Bearer ${controlToken}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/** Undefined when it is larger than anything a client sends. */
async function readBody(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming) {
    length += chunk.length
    if (length > bodyLimit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function send(outgoing: ServerResponse, answer: TenantAnswer): void {
  outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) })
  outgoing.end(answer.body)
}
