import type { IdpError } from '../../errors.ts'
import type { Ports } from '../../ports.ts'
import { findFormSecret, formCookieLine, formTokenFor, makeCookieSecret } from '../browser-cookies.ts'
import type { KeptSession } from '../keep-session.ts'
import type { BrowserReply, BrowserRequest, SecondFactorPage } from '../stages.ts'
import type { FactorQuestion } from './ask-factor.ts'
import type { ChangedFactors } from './change-factors.ts'

/**
 * What comes next about second factors becomes the answer to a browser. In: the question, or codes to show once; the session it is about.
 * Out: a page whose form is ours [RFC6265 §8.2] and goes back to the address that was asked for. Verifies nothing.
 */

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
  const { session, cookies } = pause.kept
  const form = ownForm(http, ports)
  if (pause.outcome === 'enrolled') return replyWithCodes(pause.codes, form.address, cookies)
  const { question } = pause
  const page = { ...question, ...form.parts, address: form.address, username: session.samAccountName, traceId }
  return { status: statusFor(question), headers: {}, cookies: [...cookies, ...form.cookies], page }
}

export function replyWithAccount(
  changed: ChangedFactors,
  http: BrowserRequest,
  traceId: string,
  ports: Pick<Ports, 'randomness'>,
): BrowserReply {
  const { session, cookies } = changed.kept
  if (changed.show === 'codes') return replyWithCodes(changed.codes, http.path, cookies)
  if (changed.show === 'again')
    return { status: 303, headers: {}, cookies, page: { kind: 'moved', address: `${http.path}?${http.query}` } }
  const form = ownForm(http, ports)
  const own = { ...form.parts, address: form.address, username: session.samAccountName, traceId }
  const page = { kind: 'account', ...changed.page, ...own } as const
  return { status: statusFor(page), headers: {}, cookies: [...cookies, ...form.cookies], page }
}

function replyWithCodes(codes: readonly string[], continueAddress: string, cookies: readonly string[]): BrowserReply {
  return { status: 200, headers: {}, cookies, page: { kind: 'recoveryCodes', codes, continueAddress } }
}

function statusFor({ problem }: Pick<SecondFactorPage, 'problem'>): number {
  return problem === undefined ? 200 : 403
}

function ownForm(http: BrowserRequest, { randomness }: Pick<Ports, 'randomness'>) {
  const known = findFormSecret(http.headers.cookie)
  const secret = known ?? makeCookieSecret(randomness)
  const address = `${http.path}?${http.query}`
  const cookies = known === undefined ? [formCookieLine(secret)] : []
  return { address, cookies, parts: { formToken: formTokenFor(secret, address) } }
}
