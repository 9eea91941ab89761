import type { Note, Ports } from '../../ports.ts'
import { wsFederation } from '../../protocol/names/ws-federation.ts'
import { parsePassiveRequest } from '../../protocol/ws-federation/passive-request.ts'
import { findSessionId } from '../browser-cookies.ts'
import type { AcceptedSignOut, BrowserRequest } from '../stages.ts'
import { getApplication } from './get-application.ts'
import { continueAddressFor } from './reply-address-for.ts'

/**
 * A request to sign out. In: one HTTP request (untrusted). Out: AcceptedSignOut. wsignout1.0 is to end the session everywhere,
 * wsignoutcleanup1.0 here alone [WSFed12 §13.2.4]. Not verified: whether there is a session.
 */
export function acceptSignOut(
  http: BrowserRequest,
  { settings }: Pick<Ports, 'settings'>,
  note: Note,
): AcceptedSignOut {
  const application = getApplication(settings.current().managed.applications, http.applicationId)
  const { wa, wreply } = parsePassiveRequest(http.query)
  const continueAddress = continueAddressFor(wreply, application)
  note({ action: wa, wreply: wreply?.slice(0, 200), continueAddress })
  return {
    application,
    everywhere: wa === wsFederation.signOut,
    continueAddress,
    sessionId: findSessionId(http.headers.cookie),
  }
}
