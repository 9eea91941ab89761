import type { Ports, SessionRecord } from '../ports.ts'
import { acceptSignOut } from './accept/accept-sign-out.ts'
import { endSessionCookieLine } from './browser-cookies.ts'
import { replyWithPage } from './reply/reply-with-page.ts'
import { replyWithSignedOut } from './reply/reply-with-signed-out.ts'
import type { BrowserReply, BrowserRequest } from './stages.ts'

/**
 * Sign-out: the session ends, and every application it gave a token to is told, by the browser. [WSFed12 §13.2.4]
 * In: a request nothing of which is verified. Out: a page; never an exception. It asks for no confirmation: relying parties may send
 * it by GET, and all that another site gains by it is that somebody has to sign in again.
 */
export async function signOut(http: BrowserRequest, ports: Ports): Promise<BrowserReply> {
  const { applicationId, remoteAddress } = http
  const trace = ports.signInLog.begin({ applicationId, endpoint: 'wsfed-sign-out', remoteAddress })
  try {
    const request = await trace.stage('accept', (note) => acceptSignOut(http, ports, note))
    const session = await trace.stage('lookup', async (note) => {
      const ended = await endSession(request.sessionId, ports)
      note({ session: ended === undefined ? 'none' : 'ended', applications: ended?.applicationIds ?? [] })
      return ended
    })
    if (session !== undefined) trace.describe({ principal: `${session.samAccountName}@${session.kerberosRealm}` })
    const { applications } = ports.settings.current().managed
    const reply = await trace.stage('reply', () => replyWithSignedOut(request, session, applications))
    trace.end(undefined, 'signedOut')
    return { ...reply, cookies: [endSessionCookieLine] }
  } catch (error) {
    trace.end(error)
    return replyWithPage(error, http, undefined, trace.traceId, ports)
  }
}

async function endSession(id: string | undefined, { sessions }: Ports): Promise<SessionRecord | undefined> {
  const session = id === undefined ? undefined : await sessions.find(id)
  if (session !== undefined) await sessions.remove(session.id)
  return session
}
