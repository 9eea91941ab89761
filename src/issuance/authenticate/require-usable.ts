/**
 * Refuses what must never reach a bind, whoever it is said to be. In: a user name and a password as typed. Out: nothing, or a refusal.
 * An empty password is an anonymous bind, which succeeds [RFC4513 §5.1.2]; what follows a NUL may be dropped on the way, and an
 * empty one be left. Says nothing of the account: nobody has been looked for.
 */

import { IdpError } from '../../errors.ts'
import { Secret } from '../../secret.ts'
import type { PasswordCredential } from '../stages.ts'

/** AD takes passwords of 256 characters, and user names (UPN, mail) of no more. */
const longestPassword = 256
const longestUsername = 256

/** Throws AUTHENTICATE_PASSWORD_EMPTY, AUTHENTICATE_PASSWORD_UNUSABLE, AUTHENTICATE_USERNAME_UNUSABLE, AUTHENTICATE_USERNAME_DOMAIN_FORM. */
export function requireUsable({ username, password }: PasswordCredential): void {
  requireUsablePassword(password)
  const observed = unusable(username, longestUsername)
  if (username.trim() === '') throw new IdpError('AUTHENTICATE_USERNAME_UNUSABLE', { observed: 'is empty' })
  if (observed !== undefined) throw new IdpError('AUTHENTICATE_USERNAME_UNUSABLE', { observed })
  if (username.includes('\\')) throw new IdpError('AUTHENTICATE_USERNAME_DOMAIN_FORM')
}

export function requireUsablePassword(password: Secret): void {
  if (password.hidesSame(new Secret(''))) throw new IdpError('AUTHENTICATE_PASSWORD_EMPTY')
  const observed = unusable(password.reveal(), longestPassword)
  if (observed !== undefined) throw new IdpError('AUTHENTICATE_PASSWORD_UNUSABLE', { observed })
}

function unusable(text: string, longest: number): string | undefined {
  if (text.length > longest) return `has more than ${longest} characters`
  if (text.includes('\0')) return 'holds a NUL'
  return text.isWellFormed() ? undefined : 'is no well-formed text'
}
