/**
 * A user changes a password that has expired, or any. In: user name, old and new password, untrusted. Out: nothing, or a refusal.
 * The old password is proved first, on the path of every other one: so guesses are counted here too. AD's rules decide on the new one,
 * and it is the user's own right that is used [MS-ADTS §3.1.1.3.1.5]. Gives no token: the user then signs in with the new password.
 */

import { IdpError } from '../../errors.ts'
import type { Note } from '../../ports.ts'
import type { Secret } from '../../secret.ts'
import type { CredentialAttempt, PasswordCredential } from '../stages.ts'
import { type PasswordPorts, provePassword } from './authenticate-password.ts'
import { requireUsable, requireUsablePassword } from './require-usable.ts'

/** Throws what authenticate throws, AUTHENTICATE_PASSWORD_CHANGE_OFF, and DIRECTORY_NEW_PASSWORD_REFUSED, _PASSWORD_CHANGE_DENIED. */
export async function changePassword(
  attempt: CredentialAttempt & { readonly credential: PasswordCredential },
  newPassword: Secret,
  ports: PasswordPorts,
  note: Note,
): Promise<void> {
  const { credential } = attempt
  requireUsable(credential)
  requireUsablePassword(newPassword)
  const { entry, judge, userType } = await provePassword(credential, attempt, ports, note, [
    'passwordExpired',
    'mustChange',
  ])
  if (!userType.allowPasswordChanges)
    throw new IdpError('AUTHENTICATE_PASSWORD_CHANGE_OFF', { dn: entry.dn, userType: userType.name })
  await ports.passwords.change(judge.gateway, entry.dn, credential.password, newPassword)
  note({ passwordChanged: true })
}
