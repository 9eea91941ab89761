import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { IdpError } from '../errors.ts'
import { manageAccount } from '../issuance/manage-account.ts'
import { signIn } from '../issuance/sign-in.ts'
import { signOut } from '../issuance/sign-out.ts'
import type { BrowserReply, BrowserRequest } from '../issuance/stages.ts'
import type { Ports } from '../ports.ts'
import { wsFederation } from '../protocol/names/ws-federation.ts'
import { parsePassiveRequest, serializePassiveRequest } from '../protocol/ws-federation/passive-request.ts'
import { chooseLanguage } from './pages/choose-language.ts'
import { renderPage } from './pages/render-page.ts'

/** The addresses that browsers come to: WS-Federation passive under our own name and under that of AD FS. */

export interface BrowserRouteOptions {
  readonly ports: Ports
  readonly limited: <T>(run: () => Promise<T>) => Promise<T>
  readonly applicationIdOfHost: (request: FastifyRequest) => string
  /** Of the request, whichever protocol it is of. */
  readonly browserRequest: (request: FastifyRequest, applicationId: string) => BrowserRequest
}

export function routeBrowsers(app: FastifyInstance, options: BrowserRouteOptions): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply, applicationId: string): Promise<unknown> => {
    const http = options.browserRequest(request, applicationId)
    const answered = await options.limited(() => answerBrowser(http, options.ports)).catch(pageWhenFull)
    return sendPage(reply, http, answered, options.ports)
  }
  app.all<{ Params: { app: string } }>('/wsf/prp/:app', (request, reply) => answer(request, reply, request.params.app))
  const account = async (request: FastifyRequest, reply: FastifyReply, applicationId: string): Promise<unknown> => {
    const http = options.browserRequest(request, applicationId)
    return sendPage(reply, http, await options.limited(() => manageAccount(http, options.ports)), options.ports)
  }
  app.all('/account/security', (request, reply) => account(request, reply, options.applicationIdOfHost(request)))
  app.all<{ Params: { app: string } }>('/account/security/:app', (request, reply) =>
    account(request, reply, request.params.app),
  )
  for (const path of ['/adfs/ls', '/adfs/ls/'])
    app.all(path, (request, reply) => answer(request, reply, options.applicationIdOfHost(request)))
}

/** People are told to come again in their own words; anything else is a defect, and is logged as one. */
function pageWhenFull(error: unknown): BrowserReply {
  if (!(error instanceof IdpError && error.code === 'HTTP_BUSY')) throw error
  const page = { kind: 'error', problem: 'unavailable', traceId: undefined } as const
  return { status: 503, headers: { 'retry-after': '30' }, cookies: [], page }
}

async function answerBrowser(http: BrowserRequest, ports: Ports): Promise<BrowserReply> {
  const actions = new URLSearchParams(http.query).getAll('wa')
  const posted = http.method === 'POST' && actions.length === 0 ? Buffer.from(http.body).toString('utf8') : ''
  if (new URLSearchParams(posted).has('wa'))
    return movedToGet(http, posted) ?? signIn({ ...http, query: posted }, ports)
  const [action] = actions
  const isSignOut = action === wsFederation.signOut || action === wsFederation.cleanUp
  return isSignOut ? signOut(http, ports) : signIn(http, ports)
}

/**
 * A request that came in the body of a form goes on as GET: its parameters stand in the address then, as everything after expects, and
 * the browser sends our cookies with it, which it keeps back from another site's POST. undefined: it cannot be read, and is refused.
 */
function movedToGet({ path }: BrowserRequest, posted: string): BrowserReply | undefined {
  try {
    const address = `${path}?${serializePassiveRequest(parsePassiveRequest(posted))}`
    return { status: 303, headers: {}, cookies: [], page: { kind: 'moved', address } }
  } catch {
    return undefined
  }
}

function sendPage(reply: FastifyReply, http: BrowserRequest, answered: BrowserReply, ports: Ports): unknown {
  const { branding } = ports.settings.current().managed
  const language = chooseLanguage(http.query, http.headers['accept-language'], branding.defaultLanguage)
  const nonce = Buffer.from(ports.randomness.bytes(16)).toString('base64')
  const { status, headers, body } = renderPage(answered, { branding, language, nonce })
  if (answered.cookies.length > 0) reply.header('set-cookie', [...answered.cookies])
  return reply.code(status).headers(headers).send(body)
}
