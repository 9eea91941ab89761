import { IdpError } from '../errors.ts'
import type { Ports, SessionRecord } from '../ports.ts'
import { acceptAccount } from './accept/accept-account.ts'
import { proveFirstFactor } from './authenticate/prove-first-factor.ts'
import { keepSession } from './keep-session.ts'
import { findPerson, passwordSetAt } from './lookup/find-person.ts'
import { replyWithPage } from './reply/reply-with-page.ts'
import { changeFactors } from './second-factor/change-factors.ts'
import { proveFactor } from './second-factor/prove-factor.ts'
import { replyWithAccount, replyWithFactorPage } from './second-factor/reply-with-factor-page.ts'
import type { AcceptedAccount, BrowserReply, BrowserRequest } from './stages.ts'

/**
 * The page on which people look after their second factors. In: a request nothing of which is verified. Out: a page; never an
 * exception. It signs in as the passive flow does [WSFed12 §13.2.1], gives no token, and asks for a second factor proved just now
 * whenever one is set up: neither a stolen password nor an unattended browser adds or takes away anything.
 */
export async function manageAccount(http: BrowserRequest, ports: Ports): Promise<BrowserReply> {
  const { applicationId, remoteAddress } = http
  const trace = ports.signInLog.begin({ applicationId, endpoint: 'account', remoteAddress })
  let accepted: AcceptedAccount | undefined
  let cookies: readonly string[] = []
  try {
    const request = await trace.stage('accept', (note) => acceptAccount(http, ports, note))
    accepted = request
    const proof = await trace.stage('authenticate', (note) => proveFirstFactor(request, ports, note))
    const { samAccountName, kerberosRealm } = proof.principal
    trace.describe({ principal: `${samAccountName}@${kerberosRealm}` })
    const found = await trace.stage('lookup', (note) => findPerson(proof, request, ports, note))
    const browser = { userAgent: http.headers['user-agent'], passwordSetAt: passwordSetAt(found) }
    const first = await keepSession(proof, request, browser, ports)
    cookies = first.cookies
    if (first.lacking !== undefined) throw new IdpError('AUTHENTICATE_SIGN_IN_NEEDED', { offered: '' })
    const second = (await needsFactor(first.session, ports))
      ? await trace.stage('authenticate', (note) => proveFactor(first, request, ports, note))
      : ({ outcome: 'proved', kept: first } as const)
    cookies = second.kept.cookies
    if (second.outcome !== 'proved') {
      trace.end(second.because)
      return replyWithFactorPage(second, http, trace.traceId, ports)
    }
    const changed = await trace.stage('reply', (note) => changeFactors(second.kept, request, ports, note))
    trace.end()
    return replyWithAccount(changed, http, trace.traceId, ports)
  } catch (error) {
    trace.end(error)
    const reply = replyWithPage(error, http, accepted, trace.traceId, ports)
    return { ...reply, cookies: [...reply.cookies, ...cookies] }
  }
}

const freshMinutes = 10

async function needsFactor(
  session: SessionRecord,
  { secondFactors, clock }: Pick<Ports, 'secondFactors' | 'clock'>,
): Promise<boolean> {
  const provedAt = session.secondFactor?.at.getTime() ?? 0
  if (clock.now().getTime() - provedAt < freshMinutes * 60_000) return false
  return (await secondFactors.list(session)).length > 0
}
