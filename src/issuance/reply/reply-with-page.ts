import { type ErrorCode, type Fault, IdpError } from '../../errors.ts'
import type { Ports } from '../../ports.ts'
import { parsePassiveRequest } from '../../protocol/ws-federation/passive-request.ts'
import { findFormSecret, formCookieLine, formTokenFor, makeCookieSecret } from '../browser-cookies.ts'
import type { AcceptedSignIn, BrowserReply, BrowserRequest, FormProblem, PageProblem } from '../stages.ts'

/**
 * What a browser is shown when there is no token: the form, where signing in (again) can help, or an error that says what to do.
 * In: whatever was thrown; the request (untrusted) and, when it got that far, what was accepted of it. Out: a page value with the trace
 * id, never the facts. All refusals of a password look alike. A ticket or a session that did not do falls back to the form, and never
 * to another 401, which would loop. [WSFed12 §13.2.1] [RFC4559 §4]
 */
export function replyWithPage(
  error: unknown,
  http: BrowserRequest,
  accepted: AcceptedSignIn | undefined,
  traceId: string,
  ports: Pick<Ports, 'randomness' | 'settings'>,
): BrowserReply {
  const named = error instanceof IdpError ? error : new IdpError('INTERNAL', {}, error)
  const asked = formFor(named, accepted)
  if (asked === undefined) return errorPage(named, accepted, traceId)
  const known = findFormSecret(http.headers.cookie)
  const secret = known ?? makeCookieSecret(ports.randomness)
  const address = `${http.path}?${http.query}`
  return {
    status: asked.status,
    headers: asked.offersKerberos ? askForTicket : {},
    cookies: known === undefined ? [formCookieLine(secret)] : [],
    page: {
      kind: asked.kind,
      ...{ address, traceId, problem: asked.problem },
      formToken: formTokenFor(secret, address),
      username: usernameFor(http, accepted),
      offersStaySignedIn: ports.settings.current().managed.sessions.staySignedIn.offered,
    },
  }
}

interface AskedForm {
  readonly kind: 'signIn' | 'changePassword'
  readonly status: number
  readonly problem: FormProblem | undefined
  readonly offersKerberos: boolean
}

/** undefined: no form helps. */
function formFor({ code, row }: IdpError, accepted: AcceptedSignIn | undefined): AskedForm | undefined {
  const plain = { kind: 'signIn', status: 200, problem: undefined, offersKerberos: false } as const
  if (code === 'ACCEPT_FORM_TOKEN') return { ...plain, status: 403, problem: 'formExpired' }
  if (accepted === undefined || accepted.demands.method === 'kerberos') return undefined
  if (code === 'AUTHENTICATE_SIGN_IN_NEEDED')
    return accepted.offersKerberos ? { ...plain, status: 401, offersKerberos: true } : plain
  const isPassword = accepted.credential?.kind === 'password'
  if (isPassword)
    return row.fault === 'wst:FailedAuthentication'
      ? { ...plain, status: 403, problem: 'credentialsRefused' }
      : undefined
  return isSilentRefusal(code) ? plain : undefined
}

/** A ticket or a session that does not do; an outage is none, the form would meet it too. */
function isSilentRefusal(code: ErrorCode): boolean {
  return /^(AUTHENTICATE|LOOKUP|KERBEROS|DER)_/.test(code) && code !== 'AUTHENTICATE_SECOND_FACTOR_UNAVAILABLE'
}

/** What was typed, else what the relying party says the user typed there. */
function usernameFor({ query }: BrowserRequest, accepted: AcceptedSignIn | undefined): string {
  if (accepted?.credential?.kind === 'password') return accepted.credential.username.slice(0, 256)
  try {
    const { username, login_hint } = parsePassiveRequest(query)
    return (username ?? login_hint ?? '').slice(0, 256)
  } catch {
    return ''
  }
}

/** What users are told, where the kind of the error does not say it. */
const problems: Readonly<Partial<Record<ErrorCode, PageProblem>>> = {
  ACCEPT_WREPLY_UNKNOWN: 'replyAddressUnknown',
  ACCEPT_WINDOWS_ELSEWHERE: 'windowsUnavailable',
  AUTHENTICATE_SECOND_FACTOR_UNAVAILABLE: 'secondFactorUnavailable',
  AUTHENTICATE_SIGN_IN_NEEDED: 'windowsUnavailable',
}

const answers: Readonly<Partial<Record<Fault, readonly [status: number, problem: PageProblem]>>> = {
  'http:BadRequest': [400, 'requestInvalid'],
  'http:NotSoap': [400, 'requestInvalid'],
  'http:Negotiate': [400, 'requestInvalid'],
  'http:Forbidden': [403, 'notAllowed'],
  'http:NotFound': [404, 'notFound'],
  'http:MethodNotAllowed': [405, 'requestInvalid'],
  'http:Unavailable': [503, 'unavailable'],
  'wst:FailedAuthentication': [403, 'notAllowed'],
}

function errorPage({ code, row }: IdpError, accepted: AcceptedSignIn | undefined, traceId: string): BrowserReply {
  const page = (problem: PageProblem) => ({ kind: 'error', problem: problems[code] ?? problem, traceId }) as const
  // Only a ticket will do: it is asked for, once.
  if (code === 'AUTHENTICATE_SIGN_IN_NEEDED' && accepted?.offersKerberos === true)
    return { status: 401, headers: askForTicket, cookies: [], page: page('windowsUnavailable') }
  const [status, problem] = answers[row.fault] ?? [500, 'failed']
  return { status, headers: extraHeaders[status] ?? {}, cookies: [], page: page(problem) }
}

const askForTicket = { 'www-authenticate': 'Negotiate' } as const

const extraHeaders: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  405: { allow: 'GET, POST' },
  503: { 'retry-after': '30' },
}
