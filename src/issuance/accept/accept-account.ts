import { IdpError } from '../../errors.ts'
import type { Note, Ports } from '../../ports.ts'
import { findSessionId } from '../browser-cookies.ts'
import type { AcceptedAccount, BrowserRequest } from '../stages.ts'
import { webOriginOf } from '../web-origin-of.ts'
import { acceptForm } from './accept-form.ts'
import { takesPasswords, ticketIn } from './accept-sign-in.ts'
import { getApplication } from './get-application.ts'
import { networkFacts } from './require-intranet.ts'
import { requirePasswordNetwork } from './require-password-network.ts'

/**
 * Somebody comes to look after their second factors. In: one HTTP request (untrusted, sizes bounded). Out: AcceptedAccount, for the people
 * of one application; where a form was posted, one that we sent to this very browser [RFC6265 §8.2].
 * NOT verified yet: the credential, the session, and that the second factor is fresh enough for what is asked.
 */
export function acceptAccount(http: BrowserRequest, ports: Pick<Ports, 'settings'>, note: Note): AcceptedAccount {
  const settings = ports.settings.current()
  const { managed } = settings
  const application = getApplication(managed.applications, http.applicationId)
  if (http.method !== 'GET' && http.method !== 'HEAD' && http.method !== 'POST')
    throw new IdpError('ACCEPT_METHOD_UNSUPPORTED', { method: http.method })
  const network = networkFacts(http.remoteAddress, managed.networks.intranetRanges)
  const address = `${http.path}?${http.query}`
  const form = http.method === 'POST' ? acceptForm(http, address, settings) : undefined
  if (form?.credential !== undefined) requirePasswordNetwork('browserPasswords', network, managed.networks)
  note({ insideIntranet: network.insideIntranet, accountForm: form?.accountForm?.kind ?? 'none' })
  const takesTicket = form === undefined && network.insideIntranet && application.kerberos !== null
  const ticket = takesTicket ? ticketIn(http) : undefined
  return {
    ...{ application, network, address },
    channelBinding: http.channelBinding,
    credential: form?.credential ?? ticket,
    offersKerberos: takesTicket && ticket === undefined,
    takesPasswords: takesPasswords(network, managed.networks),
    factorForm: form?.factorForm,
    accountForm: form?.accountForm,
    newPassword: form?.newPassword,
    wctx: undefined,
    replyAddress: http.path,
    demands: { method: undefined, maxAgeMinutes: undefined, secondFactor: 'no', mayPutOffSecondFactor: false },
    staySignedIn: form?.staySignedIn === true && managed.sessions.staySignedIn.offered,
    sessionId: findSessionId(http.headers.cookie),
    webOrigin: webOriginOf(http, settings),
  }
}
