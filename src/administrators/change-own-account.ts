import { IdpError } from '../errors.ts'
import { newRecoveryCodes } from '../second-factor/make-factor.ts'
import type { Secret } from '../secret.ts'
import { subjectOf } from './administrator-factors.ts'
import type { AdministratorPorts, BrowserPlace } from './administrator-ports.ts'
import { type BegunSession, type ConsoleSession, raiseSession } from './console-sessions.ts'
import { proveLocalPassword } from './local-password.ts'
import { requireGoodPassword } from './require-good-password.ts'
import { noteAct } from './sign-in.ts'

/** What administrators do to their own account. Not asked here: whether the factor was proved just now (require-fresh-factor). */

export interface PasswordChange {
  readonly current: Secret
  readonly wanted: Secret
}

/** All other sessions end. Throws ADMINISTRATORS_PASSWORD_ELSEWHERE, _PASSWORD_WRONG, _PASSWORD_POOR, _LOCKED_OUT, STORAGE_…. */
export async function changePassword(
  found: ConsoleSession,
  { current, wanted }: PasswordChange,
  place: BrowserPlace,
  ports: AdministratorPorts,
): Promise<BegunSession> {
  const { session, administrator } = found
  if (administrator.account.kind !== 'local') throw new IdpError('ADMINISTRATORS_PASSWORD_ELSEWHERE')
  await proveLocalPassword({ name: administrator.name, password: current }, place.remoteAddress, ports)
  if (current.hidesSame(wanted))
    throw new IdpError('ADMINISTRATORS_PASSWORD_POOR', { reason: 'it is the one of before' })
  requireGoodPassword(wanted, administrator.name)
  const hash = await ports.hasher.hash(wanted)
  await ports.administrators.setPassword(administrator.id, hash, ports.clock.now(), session.id)
  await noteAct(administrator, { action: 'changePassword' }, place, ports)
  return raiseSession(found, {}, ports)
}

/** The last one stays: without it nobody could sign in any more. Throws ADMINISTRATORS_LAST_FACTOR. */
export async function removeOwnFactor(
  found: ConsoleSession,
  factorId: string,
  place: BrowserPlace,
  ports: AdministratorPorts,
): Promise<boolean> {
  const { owner, factors } = await subjectOf(found, place, ports)
  if (factors.length === 1 && factors[0]?.id === factorId) throw new IdpError('ADMINISTRATORS_LAST_FACTOR')
  const isRemoved = await ports.secondFactors.remove(owner, factorId)
  if (isRemoved) await noteAct(found.administrator, { action: 'removeFactor', after: { factorId } }, place, ports)
  return isRemoved
}

/** To be shown once; those before are of no use any more. */
export async function renewOwnCodes(
  found: ConsoleSession,
  place: BrowserPlace,
  ports: AdministratorPorts,
): Promise<readonly string[]> {
  const subject = await subjectOf(found, place, ports)
  const { codes, hashes } = newRecoveryCodes(subject)
  await ports.secondFactors.replaceRecoveryCodes(subject.owner, hashes)
  await noteAct(found.administrator, { action: 'renewRecoveryCodes' }, place, ports)
  return codes
}
