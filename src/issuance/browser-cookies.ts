/**
 * The two secrets a browser keeps for us, each 256 random bits under a `__Host-` cookie, which no other host can read or set
 * [RFC6265 §4.1]: one from the first form on, which ties forms to the browser they were sent to, and one that is the session.
 * In: a Cookie header (untrusted), or a secret. Out: the secret, or what is derived from it. Not verified here: whether there is a
 * session under it.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Randomness } from '../ports.ts'
import { findCookie, serializeHostCookie } from '../protocol/http/cookies.ts'

const formCookie = 'joinery-form'
const sessionCookie = 'joinery-session'

export function makeCookieSecret(randomness: Pick<Randomness, 'bytes'>): string {
  return Buffer.from(randomness.bytes(32)).toString('base64url')
}

function findSecret(cookies: string | undefined, name: string): string | undefined {
  const value = findCookie(cookies, `__Host-${name}`)
  return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined
}

// ---- forms ----

export function findFormSecret(cookies: string | undefined): string | undefined {
  return findSecret(cookies, formCookie)
}

export function formCookieLine(secret: string): string {
  return serializeHostCookie(formCookie, secret, undefined)
}

/** What the form carries in a hidden field: another site can neither read the cookie nor set one, so it cannot know this value. */
export function formTokenFor(secret: string, address: string): string {
  return createHmac('sha256', secret).update(`form\0${address}`).digest('base64url')
}

export function isFormToken(token: string, secret: string, address: string): boolean {
  const [given, wanted] = [Buffer.from(token), Buffer.from(formTokenFor(secret, address))]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

// ---- sessions ----

/** The session's key in storage. A plain hash is enough: nobody guesses 256 random bits. */
export function sessionIdOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

export function findSessionId(cookies: string | undefined): string | undefined {
  const secret = findSecret(cookies, sessionCookie)
  return secret === undefined ? undefined : sessionIdOf(secret)
}

/** `maxAgeSeconds` undefined: until the browser ends. */
export function sessionCookieLine(secret: string, maxAgeSeconds: number | undefined): string {
  return serializeHostCookie(sessionCookie, secret, maxAgeSeconds)
}

export const endSessionCookieLine = serializeHostCookie(sessionCookie, '', 0)
