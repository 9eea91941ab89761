import type { IdpError } from '../../errors.ts'
import type { Ports } from '../../ports.ts'
import { findFormSecret, formCookieLine, formTokenFor, makeCookieSecret } from '../browser-cookies.ts'
import type { KeptSession } from '../keep-session.ts'
import type { BrowserReply, BrowserRequest, EnrolFactorPage, RecoveryCodesPage, SecondFactorPage } from '../stages.ts'

/**
 * What comes next about second factors becomes the answer to a browser. In: the question, or codes to show once; the session it is about.
 * Out: a page whose form is ours [RFC6265 §8.2] and goes back to the address that was asked for. Verifies nothing.
 */
type FormParts = 'address' | 'formToken' | 'username' | 'traceId'

export type FactorQuestion = Omit<SecondFactorPage, FormParts> | Omit<EnrolFactorPage, FormParts>

/** The sign-in goes no further with this request. `because` ends its trace. */
export type FactorPause =
  | {
      readonly outcome: 'asked'
      readonly kept: KeptSession
      readonly question: FactorQuestion
      readonly because: IdpError
    }
  /** A factor was set up, and proved by that. */
  | {
      readonly outcome: 'enrolled'
      readonly kept: KeptSession
      readonly codes: readonly string[]
      readonly because: IdpError
    }

export function replyWithFactorPage(
  pause: FactorPause,
  http: BrowserRequest,
  traceId: string,
  ports: Pick<Ports, 'randomness'>,
): BrowserReply {
  const { kept } = pause
  const known = findFormSecret(http.headers.cookie)
  const secret = known ?? makeCookieSecret(ports.randomness)
  const address = `${http.path}?${http.query}`
  const cookies = [...kept.cookies, ...(known === undefined ? [formCookieLine(secret)] : [])]
  if (pause.outcome === 'enrolled') {
    const page: RecoveryCodesPage = { kind: 'recoveryCodes', codes: pause.codes, continueAddress: address }
    return { status: 200, headers: {}, cookies, page }
  }
  const { question } = pause
  const form = { address, formToken: formTokenFor(secret, address), username: kept.session.samAccountName, traceId }
  const status = question.problem === undefined ? 200 : 403
  return { status, headers: {}, cookies, page: { ...question, ...form } }
}
