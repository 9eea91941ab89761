/**
 * Stage authenticate: an unproved credential becomes a principal, or a refusal that says why. Knows nothing of the protocol that
 * brought it: a password typed into a form is the same as one of a username token.
 * In: CredentialAttempt. Out: VerifiedPrincipal, bound to an account by its SID. [WSTrust13 §4.4] [RFC4120 §3.2.3] [RFC4513 §5.1.3]
 * Whether the account is enabled and may have a token is not known here: see lookup.
 */

import type { Note, Ports } from '../../ports.ts'
import type { CredentialAttempt, VerifiedPrincipal } from '../stages.ts'
import { authenticatePassword } from './authenticate-password.ts'
import { authenticateTicket } from './authenticate-ticket.ts'

/** Throws AUTHENTICATE_…, KERBEROS_…, DIRECTORY_… and STORAGE_…; the cause of every refusal is named. */
export async function authenticate(
  attempt: CredentialAttempt,
  ports: Pick<Ports, 'clock' | 'settings' | 'kerberos' | 'passwords' | 'lockout'>,
  note: Note,
): Promise<VerifiedPrincipal> {
  const { credential } = attempt
  switch (credential.kind) {
    case 'negotiate':
      return authenticateTicket(credential, attempt, ports, note)
    case 'password':
      return authenticatePassword(credential, attempt, ports, note)
  }
}
