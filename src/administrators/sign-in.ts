import { type ErrorCode, IdpError } from '../errors.ts'
import type { AdministratorRecord } from '../ports/administrators.ts'
import type { Actor } from '../ports/audit.ts'
import { ownerOfAdministrator } from '../ports/owner-of-administrator.ts'
import type { FactorToMake } from '../second-factor/make-factor.ts'
import { type FactorToUse, useFactor } from '../second-factor/use-factor.ts'
import { addFactor, subjectOf } from './administrator-factors.ts'
import type { AdministratorPorts, BrowserPlace } from './administrator-ports.ts'
import { type BegunSession, beginSession, type ConsoleSession, raiseSession } from './console-sessions.ts'
import { proveDirectoryPassword } from './directory-password.ts'
import { type Credential, proveLocalPassword } from './local-password.ts'
import type { DirectoryRole } from './read-directory-role.ts'

/** An administrator signs in: a password, then a second factor. Every end of it is in the audit log and in the log. */

/**
 * A session that lacks its second factor still, under a secret of its own. Every refusal looks alike: ADMINISTRATORS_SIGN_IN_REFUSED; what
 * it was is in the log. A name with an @ is one of the directory, so nobody is ever tried as both.
 */
export async function signInWithPassword(
  credential: Credential,
  place: BrowserPlace,
  replaces: string | undefined,
  ports: AdministratorPorts,
): Promise<BegunSession> {
  const { administrator, role } = await provePassword(credential, place, ports)
  const factors = await ports.secondFactors.list(ownerOfAdministrator(administrator.id))
  // A local account comes with its factor, by a link: the password alone must not set one up.
  if (factors.length === 0 && administrator.account.kind === 'local') {
    const error = new IdpError('ADMINISTRATORS_FACTOR_MISSING', { name: administrator.name })
    await noteRefusal(administrator, error, place, ports)
    throw error
  }
  const facts = {
    stage: factors.length === 0 ? 'enrolment' : 'password',
    role: role && { ...role, readAt: ports.clock.now() },
    factorAt: undefined,
  } as const
  return beginSession(administrator, facts, place, replaces, ports)
}

interface ProvedPassword {
  readonly administrator: AdministratorRecord
  readonly role: DirectoryRole | undefined
}

async function provePassword(
  credential: Credential,
  place: BrowserPlace,
  ports: AdministratorPorts,
): Promise<ProvedPassword> {
  try {
    if (credential.name.includes('@')) return await proveDirectoryPassword(credential, place.remoteAddress, ports)
    return { administrator: await proveLocalPassword(credential, place.remoteAddress, ports), role: undefined }
  } catch (error) {
    if (!(error instanceof IdpError) || !isRefusal(error.code)) throw error
    await noteRefusal(await ports.administrators.findByName(credential.name), error, place, ports)
    throw new IdpError('ADMINISTRATORS_SIGN_IN_REFUSED', {}, error)
  }
}

/** What says something of the account or the password; the rest says that Joinery or the directory cannot answer now. */
function isRefusal(code: ErrorCode): boolean {
  return code !== 'ADMINISTRATORS_BUSY' && /^(ADMINISTRATORS|AUTHENTICATE)_/.test(code)
}

/** Proves the second factor, at the sign-in or again for something dangerous. Throws AUTHENTICATE_…, ADMINISTRATORS_SESSION_ENDED. */
export async function proveFactor(
  found: ConsoleSession,
  form: FactorToUse,
  place: BrowserPlace,
  ports: AdministratorPorts,
): Promise<BegunSession> {
  const { session, administrator } = found
  if (session.stage === 'enrolment') throw new IdpError('AUTHENTICATE_SECOND_FACTOR_NEEDED')
  try {
    await useFactor(await subjectOf(found, place, ports), form)
  } catch (error) {
    if (error instanceof IdpError) await noteRefusal(administrator, error, place, ports)
    throw error
  }
  return signedIn(found, session.stage === 'signedIn' ? 'factorProved' : 'signIn', form.kind, place, ports)
}

/** The first factor of a directory account; recovery codes come with it. */
export async function enrolFirstFactor(
  found: ConsoleSession,
  form: FactorToMake,
  place: BrowserPlace,
  ports: AdministratorPorts,
): Promise<{ readonly begun: BegunSession; readonly codes: readonly string[] }> {
  const subject = await subjectOf(found, place, ports)
  // With one set up already the password alone must not add another.
  if (found.session.stage !== 'enrolment' || subject.factors.length > 0)
    throw new IdpError('AUTHENTICATE_SECOND_FACTOR_NEEDED')
  const codes = await addFactor(subject, form)
  return { begun: await signedIn(found, 'signIn', form.kind, place, ports), codes }
}

async function signedIn(
  found: ConsoleSession,
  action: 'signIn' | 'factorProved',
  method: string,
  place: BrowserPlace,
  ports: AdministratorPorts,
): Promise<BegunSession> {
  const now = ports.clock.now()
  const begun = await raiseSession(found, { stage: 'signedIn', factorAt: now }, ports)
  if (action === 'signIn') await ports.administrators.noteSignIn(found.administrator.id, now)
  await noteAct(found.administrator, { action, after: { method } }, place, ports)
  return begun
}

export async function noteAct(
  administrator: AdministratorRecord,
  { action, after }: { readonly action: string; readonly after?: unknown },
  { remoteAddress }: BrowserPlace,
  ports: Pick<AdministratorPorts, 'audit' | 'clock' | 'randomness' | 'tell'>,
): Promise<void> {
  await ports.audit.add({
    ...{ id: ports.randomness.uuid(), at: ports.clock.now(), actor: actorOf(administrator, remoteAddress) },
    ...{ action, resource: `administrators/${administrator.id}`, after },
  })
  ports.tell({ action, administrator: administrator.name, remoteAddress })
}

/** Of names that nobody has there is a line in the log only: strangers do not fill the audit log. */
async function noteRefusal(
  administrator: AdministratorRecord | undefined,
  { code, means }: IdpError,
  { remoteAddress }: BrowserPlace,
  ports: AdministratorPorts,
): Promise<void> {
  ports.tell({ action: 'signInRefused', administrator: administrator?.name, remoteAddress, code, means })
  if (administrator === undefined) return
  await ports.audit.add({
    ...{ id: ports.randomness.uuid(), at: ports.clock.now(), actor: actorOf(administrator, remoteAddress) },
    ...{ action: 'signInRefused', resource: `administrators/${administrator.id}`, after: { code, means } },
  })
}

export function actorOf({ id, name, role }: AdministratorRecord, remoteAddress: string): Actor {
  return { kind: 'administrator', id, name, role, remoteAddress }
}
