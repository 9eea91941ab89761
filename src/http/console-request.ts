import type { CredentialRequest } from '../admin/admin-authenticator.ts'
import { IdpError } from '../errors.ts'
import { findCookie, serializeHostCookie } from '../protocol/http/cookies.ts'

/** What tells a request of our own console from one that another site made a browser send, and the cookie that is its session. */

const cookieName = 'joinery-console'
const consoleHeader = 'x-joinery-console'

/** The secret of the session; undefined where there is none. */
export function findConsoleSecret(headers: CredentialRequest['headers']): string | undefined {
  const value = findCookie(textOf(headers.cookie), `__Host-${cookieName}`)
  return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined
}

/** Until the browser ends; the server ends it sooner. Strict: no link from elsewhere brings it along [RFC6265 §4.1]. */
export function consoleCookieLine(secret: string): string {
  return serializeHostCookie(cookieName, secret, undefined, 'Strict')
}

export const endConsoleCookieLine = serializeHostCookie(cookieName, '', 0, 'Strict')

/**
 * A form of another site can send neither the header nor our origin, and nothing is allowed to other origins by CORS. Reading changes nothing,
 * so it needs none of this. Throws ADMINISTRATORS_FOREIGN_REQUEST.
 */
export function requireOwnConsole({ method, headers }: Pick<CredentialRequest, 'method' | 'headers'>): void {
  if (method === 'GET' || method === 'HEAD') return
  const observed = whatIsForeign(headers)
  if (observed !== undefined) throw new IdpError('ADMINISTRATORS_FOREIGN_REQUEST', { observed })
}

function whatIsForeign(headers: CredentialRequest['headers']): string | undefined {
  const site = textOf(headers['sec-fetch-site'])
  const origin = textOf(headers.origin)
  const host = textOf(headers.host) ?? ''
  if (textOf(headers[consoleHeader]) !== '1') return 'the header is missing'
  if (site !== undefined && site !== 'same-origin') return `Sec-Fetch-Site: ${site.slice(0, 20)}`
  if (origin !== undefined && hostOf(origin) !== host.toLowerCase())
    return `Origin: ${origin.slice(0, 100)}, Host: ${host.slice(0, 100)}`
  return undefined
}

function hostOf(origin: string): string | undefined {
  try {
    // The default port is in neither.
    return new URL(origin).host
  } catch {
    return undefined
  }
}

function textOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value
}

/** The origin the browser sees us under; the listener answers to known hosts only. Throws ADMINISTRATORS_INSECURE_ADDRESS. */
export function webOriginOfConsole(protocol: string, host: string | undefined): string {
  const { origin, hostname } = new URL(`${protocol}://${host ?? 'localhost'}`)
  const isOnMachine = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
  if (protocol !== 'https' && !isOnMachine) throw new IdpError('ADMINISTRATORS_INSECURE_ADDRESS', { origin })
  return origin
}
