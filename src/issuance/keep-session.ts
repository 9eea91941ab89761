/**
 * The session after a first factor was proved and the account found: a new one, or the one that proved it, used once more. In: SignInProof
 * of a person whose entry was found. Out: the session as stored now, and its cookie when that is new. Every proof makes a new cookie, so that whoever
 * planted or saw an earlier one gains nothing by it. [RFC6265 §8.4] Not verified here: whether its facts are all that is demanded.
 */
import { IdpError } from '../errors.ts'
import type { Ports, SessionRecord } from '../ports.ts'
import { makeCookieSecret, sessionCookieLine, sessionIdOf } from './browser-cookies.ts'
import { findLackingFact } from './session-facts.ts'
import type { AcceptedSignIn, SignInProof } from './stages.ts'

export interface KeptSession {
  readonly session: SessionRecord
  /** Set-Cookie lines. */
  readonly cookies: readonly string[]
  /** What must be asked for next; undefined: everything demanded is proved. */
  readonly lacking: ReturnType<typeof findLackingFact>
}

type SessionPorts = Pick<Ports, 'sessions' | 'clock' | 'randomness' | 'settings'>

/** What is kept beside the facts. */
export interface BrowserFacts {
  readonly userAgent: string | undefined
  readonly passwordSetAt: string | undefined
}

/** Throws STORAGE_…, and AUTHENTICATE_SIGN_IN_NEEDED when the session was ended meanwhile. */
export async function keepSession(
  proof: SignInProof,
  request: AcceptedSignIn,
  browser: BrowserFacts,
  ports: SessionPorts,
): Promise<KeptSession> {
  const { session, proved } = proof
  if (session !== undefined && proved === 'earlier') return useAgain(session, request, ports)
  const secret = makeCookieSecret(ports.randomness)
  const now = ports.clock.now()
  const begun = beginSession(sessionIdOf(secret), proof, { request, browser, now })
  const lacking = findLackingFact(begun, request.demands, { address: request.address, now })
  // Whatever the cookie named before, somebody else's session too, gives way.
  await ports.sessions.add(lacking === undefined ? { ...begun, attempt: undefined } : begun, request.sessionId)
  const { days } = ports.settings.current().managed.sessions.staySignedIn
  return { session: begun, cookies: [sessionCookieLine(secret, begun.persistent ? days * 86_400 : undefined)], lacking }
}

/**
 * After a second factor was proved: the same session under another cookie. `goesOn`: the attempt takes more steps, so what it proved
 * stays fresh for them. Throws STORAGE_…, and AUTHENTICATE_SIGN_IN_NEEDED when the session was ended meanwhile.
 */
export async function elevateSession(
  session: SessionRecord,
  method: string,
  request: Pick<AcceptedSignIn, 'address' | 'demands'>,
  ports: SessionPorts,
  goesOn = false,
): Promise<KeptSession> {
  const secret = makeCookieSecret(ports.randomness)
  const now = ports.clock.now()
  const raised = { ...session, id: sessionIdOf(secret), secondFactor: { method, at: now }, lastUsedAt: now }
  const lacking = findLackingFact(raised, request.demands, { address: request.address, now })
  const stored = lacking === undefined && !goesOn ? { ...raised, attempt: undefined } : raised
  if (!(await ports.sessions.renew(session.id, stored)))
    throw new IdpError('AUTHENTICATE_SIGN_IN_NEEDED', { offered: '' })
  const { days } = ports.settings.current().managed.sessions.staySignedIn
  return {
    session: raised,
    cookies: [sessionCookieLine(secret, raised.persistent ? days * 86_400 : undefined)],
    lacking,
  }
}

interface Beginning {
  readonly request: AcceptedSignIn
  readonly browser: BrowserFacts
  readonly now: Date
}

function beginSession(
  id: string,
  { principal, session: before }: SignInProof,
  { request, browser, now }: Beginning,
): SessionRecord {
  const { gateway, objectSid, samAccountName, kerberosRealm, authentication } = principal
  const samePerson = before?.gatewayId === gateway.id && before.objectSid === objectSid ? before : undefined
  return {
    ...{ id, gatewayId: gateway.id, objectSid, samAccountName, kerberosRealm },
    firstFactor: { method: authentication.method, at: authentication.at },
    secondFactor: samePerson?.secondFactor,
    attempt: { address: request.address, since: authentication.at },
    passwordSetAt: browser.passwordSetAt,
    persistent: request.staySignedIn,
    applicationIds: withApplication(samePerson?.applicationIds ?? [], request),
    remoteAddress: request.network.remoteAddress,
    userAgent: browser.userAgent?.slice(0, 200),
    createdAt: now,
    lastUsedAt: now,
  }
}

/** Written at most once a minute: a session may be used by many frames of one page. An attempt ends with its token. */
async function useAgain(session: SessionRecord, request: AcceptedSignIn, ports: SessionPorts): Promise<KeptSession> {
  const now = ports.clock.now()
  const lacking = findLackingFact(session, request.demands, { address: request.address, now })
  const applicationIds = withApplication(session.applicationIds, request)
  const attempt = lacking === undefined ? undefined : session.attempt
  const used = { ...session, applicationIds, attempt, lastUsedAt: now }
  const isSame = applicationIds.length === session.applicationIds.length && attempt === session.attempt
  if (isSame && now.getTime() - session.lastUsedAt.getTime() < 60_000) return { session, cookies: [], lacking }
  if (!(await ports.sessions.update(used))) throw new IdpError('AUTHENTICATE_SIGN_IN_NEEDED', { offered: '' })
  return { session: used, cookies: [], lacking }
}

function withApplication(ids: readonly string[], { application }: AcceptedSignIn): readonly string[] {
  return [...new Set([...ids, application.id])]
}
