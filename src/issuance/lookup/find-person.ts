/**
 * lookup of a browser's sign-in: the entry of a person, read just now, also when a session proves who it is. In: SignInProof. Out:
 * FoundEntry of a user type. An account that is disabled, expired or gone, or whose password was changed since [MS-ADA3 pwdLastSet], ends
 * every session of that person. Not verified here: that the mapped claims are complete (map).
 */
import { type ErrorCode, IdpError } from '../../errors.ts'
import type { Note, Ports, SessionRecord } from '../../ports.ts'
import { findFiletimeMilliseconds, parseFiletime } from '../../protocol/ad/filetime.ts'
import { passwordExpiryAttribute } from '../../protocol/names/active-directory.ts'
import type { AcceptedSignIn, FoundEntry, SignInProof } from '../stages.ts'
import { findEntry } from './find-entry.ts'

type PersonPorts = Pick<Ports, 'directory' | 'profiles' | 'clock' | 'sessions'>

/** What ends sessions. Others refuse this application only. */
const endings: readonly ErrorCode[] = [
  'LOOKUP_ENTRY_MISSING',
  'LOOKUP_ACCOUNT_DISABLED',
  'LOOKUP_ACCOUNT_EXPIRED',
  'LOOKUP_ACCOUNT_RECREATED',
  'LOOKUP_PASSWORD_CHANGED',
  'LOOKUP_PASSWORD_EXPIRED',
]

/** Throws LOOKUP_…, DIRECTORY_…, STORAGE_…. */
export async function findPerson(
  proof: SignInProof,
  request: Pick<AcceptedSignIn, 'application'>,
  ports: PersonPorts,
  note: Note,
): Promise<FoundEntry> {
  const { principal, proved, session } = proof
  try {
    const found = await findEntry(principal, request, ports, note)
    if (found.userType.account !== 'user')
      throw new IdpError('LOOKUP_DEVICE_IN_BROWSER', { account: principal.samAccountName })
    if (proved === 'earlier' && session !== undefined) requireSamePassword(found, session, ports.clock.now())
    return found
  } catch (error) {
    if (error instanceof IdpError && endings.includes(error.code))
      note({ sessionsEnded: await ports.sessions.removeOf(principal.gateway.id, principal.objectSid) })
    throw error
  }
}

export function passwordSetAt({ entry }: FoundEntry): string | undefined {
  return entry.attributes.pwdLastSet?.[0]
}

/** A reset, a change, and "must change at next logon" (0) all show in pwdLastSet; its end by age, where a password was the proof. */
function requireSamePassword(found: FoundEntry, session: SessionRecord, now: Date): void {
  const { dn, attributes } = found.entry
  if (passwordSetAt(found) !== session.passwordSetAt) throw new IdpError('LOOKUP_PASSWORD_CHANGED', { dn })
  const expiry = attributes[passwordExpiryAttribute]?.[0]
  const ends = expiry === undefined ? undefined : findFiletimeMilliseconds(parseFiletime(expiry))
  if (ends !== undefined && ends <= now.getTime())
    throw new IdpError('LOOKUP_PASSWORD_EXPIRED', { dn, expired: new Date(ends).toISOString() })
}
