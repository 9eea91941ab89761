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
function formFor(named: IdpError, accepted: AcceptedSignIn | undefined): AskedForm | undefined {
  const { code } = named
  const plain = { kind: 'signIn', status: 200, problem: undefined, offersKerberos: false } as const
  if (code === 'ACCEPT_FORM_TOKEN') return { ...plain, status: 403, problem: 'formExpired' }
  if (accepted === undefined || accepted.demands.method === 'kerberos' || !accepted.takesPasswords) return undefined
  if (code === 'AUTHENTICATE_SIGN_IN_NEEDED')
    return accepted.offersKerberos ? { ...plain, status: 401, offersKerberos: true } : plain
  if (accepted.credential?.kind === 'password') return formAgain(named, accepted)
  return isSilentRefusal(code) ? plain : undefined
}

const expired: readonly ErrorCode[] = ['AUTHENTICATE_PASSWORD_EXPIRED', 'AUTHENTICATE_PASSWORD_MUST_CHANGE']

const changeProblems: Readonly<Partial<Record<ErrorCode, FormProblem>>> = {
  AUTHENTICATE_NEW_PASSWORDS_DIFFER: 'newPasswordsDiffer',
  AUTHENTICATE_PASSWORD_EMPTY: 'newPasswordRefused',
  AUTHENTICATE_PASSWORD_UNUSABLE: 'newPasswordRefused',
  DIRECTORY_NEW_PASSWORD_REFUSED: 'newPasswordRefused',
}

/**
 * After a password did not do. AD says that one has expired only to who knows it [MS-ADTS §5.1.1.1.1], so this may be told; that a
 * second factor is lacking is known after a right password only, and no password helps.
 */
function formAgain({ code, row, facts }: IdpError, { newPassword }: AcceptedSignIn): AskedForm | undefined {
  const form = { kind: newPassword === undefined ? 'signIn' : 'changePassword', offersKerberos: false } as const
  if (expired.includes(code))
    return facts.mayChange === true ? { ...form, kind: 'changePassword', status: 200, problem: undefined } : undefined
  const problem = newPassword === undefined ? undefined : changeProblems[code]
  if (problem !== undefined) return { ...form, status: 403, problem }
  if (row.fault !== 'wst:FailedAuthentication' || code in problems) return undefined
  return { ...form, status: 403, problem: 'credentialsRefused' }
}

/** A ticket or a session that does not do; an outage is none, the form would meet it too. */
function isSilentRefusal(code: ErrorCode): boolean {
  return /^(AUTHENTICATE|LOOKUP|KERBEROS|DER)_/.test(code) && !code.startsWith('AUTHENTICATE_SECOND_FACTOR_')
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
  AUTHENTICATE_SECOND_FACTOR_ELSEWHERE: 'secondFactorElsewhere',
  AUTHENTICATE_SIGN_IN_NEEDED: 'windowsUnavailable',
  AUTHENTICATE_PASSWORD_EXPIRED: 'passwordCannotBeChanged',
  AUTHENTICATE_PASSWORD_MUST_CHANGE: 'passwordCannotBeChanged',
  AUTHENTICATE_PASSWORD_CHANGE_OFF: 'passwordCannotBeChanged',
  DIRECTORY_PASSWORD_CHANGE_DENIED: 'passwordCannotBeChanged',
  ACCEPT_PASSWORD_NOWHERE: 'passwordsClosed',
  ACCEPT_PASSWORD_NETWORK_CLOSED: 'passwordsClosed',
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
  const isClosed = accepted?.takesPasswords === false && problems[code] === 'windowsUnavailable'
  const known = isClosed ? 'passwordsClosed' : problems[code]
  const page = (problem: PageProblem) => ({ kind: 'error', problem: known ?? problem, traceId }) as const
  // Only a ticket will do: it is asked for, once.
  if (code === 'AUTHENTICATE_SIGN_IN_NEEDED' && accepted?.offersKerberos === true)
    return { status: 401, headers: askForTicket, cookies: [], page: page('windowsUnavailable') }
  const [status, problem] = known === undefined ? (answers[row.fault] ?? [500, 'failed']) : [statusOf(row.fault), known]
  return { status, headers: extraHeaders[status] ?? {}, cookies: [], page: page(problem) }
}

/** What has a text of its own is a refusal, whatever it is called on the wire of WS-Trust. */
function statusOf(fault: Fault): number {
  return fault === 'http:BadRequest' ? 400 : 403
}

const askForTicket = { 'www-authenticate': 'Negotiate' } as const

const extraHeaders: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  405: { allow: 'GET, POST' },
  503: { 'retry-after': '30' },
}
