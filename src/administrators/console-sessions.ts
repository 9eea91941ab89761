import { createHash } from 'node:crypto'
import { IdpError } from '../errors.ts'
import type { AdministratorRecord, AdministratorSession } from '../ports/administrators.ts'
import type { AdministratorPorts, BrowserPlace } from './administrator-ports.ts'
import { groupsText, readDirectoryRole } from './read-directory-role.ts'

/** Sessions of the console: begun, raised, found again. Whoever holds the secret is the administrator, so it is stored as a hash. */

type SessionPorts = Pick<
  AdministratorPorts,
  'administrators' | 'administratorSessions' | 'settings' | 'directory' | 'clock' | 'randomness' | 'tell'
>

export interface ConsoleSession {
  readonly session: AdministratorSession
  readonly administrator: AdministratorRecord
}

/** A session with the secret that the browser is to hold. */
export interface BegunSession extends ConsoleSession {
  readonly secret: string
}

/** For proving the second factor after the password. */
const pendingMinutes = 10
const roleMinutes = 15

export function sessionIdOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

export async function beginSession(
  administrator: AdministratorRecord,
  facts: Pick<AdministratorSession, 'stage' | 'role' | 'factorAt'>,
  { remoteAddress, userAgent }: BrowserPlace,
  replaces: string | undefined,
  ports: SessionPorts,
): Promise<BegunSession> {
  const secret = makeSecret(ports)
  const now = ports.clock.now()
  const session: AdministratorSession = {
    ...{ id: sessionIdOf(secret), handle: ports.randomness.uuid(), administratorId: administrator.id },
    ...{ ...facts, remoteAddress, userAgent: userAgent?.slice(0, 200), createdAt: now, lastUsedAt: now },
  }
  await ports.administratorSessions.add(session, replaces)
  return { session, administrator, secret }
}

/** Another secret with every rise: who saw the one before gains nothing. Throws ADMINISTRATORS_SESSION_ENDED. */
export async function raiseSession(
  { session, administrator }: ConsoleSession,
  changed: Partial<Pick<AdministratorSession, 'stage' | 'factorAt'>>,
  ports: SessionPorts,
): Promise<BegunSession> {
  const secret = makeSecret(ports)
  const now = ports.clock.now()
  // Its time begins with the sign-in, not with the password that came before.
  const createdAt = session.stage === 'signedIn' ? session.createdAt : now
  const raised = { ...session, ...changed, id: sessionIdOf(secret), createdAt, lastUsedAt: now }
  if (!(await ports.administratorSessions.renew(session.id, raised))) throw new IdpError('ADMINISTRATORS_SESSION_ENDED')
  return { session: raised, administrator, secret }
}

/**
 * undefined: there is none, or it has ended. The account is read each time; the role of a directory account at latest every 15 minutes.
 * Throws DIRECTORY_… when that cannot be read: then nobody of that directory gets in.
 */
export async function findSession(secret: string, ports: SessionPorts): Promise<ConsoleSession | undefined> {
  const session = await ports.administratorSessions.find(sessionIdOf(secret))
  if (session === undefined) return undefined
  const administrator = await ports.administrators.find(session.administratorId)
  if (administrator === undefined || !administrator.enabled || hasEnded(session, ports)) {
    await ports.administratorSessions.remove(session.id)
    return undefined
  }
  const judged = await withRole({ session, administrator }, ports)
  return judged && useAgain(judged, ports)
}

function hasEnded({ stage, createdAt, lastUsedAt }: AdministratorSession, { settings, clock }: SessionPorts): boolean {
  const { idleMinutes, absoluteMinutes } = settings.current().managed.administration
  const now = clock.now().getTime()
  const age = now - createdAt.getTime()
  if (stage !== 'signedIn') return age >= pendingMinutes * 60_000
  return age >= absoluteMinutes * 60_000 || now - lastUsedAt.getTime() >= idleMinutes * 60_000
}

/** A directory account whose role, groups or password are others than at the sign-in has to sign in anew. */
async function withRole(found: ConsoleSession, ports: SessionPorts): Promise<ConsoleSession | undefined> {
  const { session, administrator } = found
  const { account } = administrator
  const { managed } = ports.settings.current()
  const now = ports.clock.now()
  if (account.kind === 'local') return found
  const isRecent = session.role && now.getTime() - session.role.readAt.getTime() < roleMinutes * 60_000
  if (isRecent && session.role?.groups === groupsText(managed)) return found
  try {
    const role = await readDirectoryRole(account, managed, ports.directory, now)
    if (role.role !== administrator.role || role.passwordSetAt !== session.role?.passwordSetAt)
      throw new IdpError('ADMINISTRATORS_ACCOUNT_CHANGED', { dn: account.dn, role: role.role })
    const judged = { ...session, role: { ...role, readAt: now } }
    return (await ports.administratorSessions.renew(session.id, judged))
      ? { session: judged, administrator }
      : undefined
  } catch (error) {
    if (!(error instanceof IdpError && error.code.startsWith('ADMINISTRATORS_'))) throw error
    await ports.administratorSessions.removeOf(administrator.id)
    const { code, means } = error
    ports.tell({
      ...{
        action: 'sessionEnded',
        administrator: administrator.name,
        remoteAddress: session.remoteAddress,
        code,
        means,
      },
    })
    return undefined
  }
}

/** Written at most once a minute. */
async function useAgain(found: ConsoleSession, ports: SessionPorts): Promise<ConsoleSession | undefined> {
  const { session, administrator } = found
  const now = ports.clock.now()
  if (now.getTime() - session.lastUsedAt.getTime() < 60_000) return found
  const used = { ...session, lastUsedAt: now }
  return (await ports.administratorSessions.renew(session.id, used)) ? { session: used, administrator } : undefined
}

/** Any node sweeps for all. */
export async function sweepAdministratorSessions(
  ports: Pick<AdministratorPorts, 'administratorSessions' | 'invitations' | 'settings' | 'clock'>,
): Promise<void> {
  const { idleMinutes, absoluteMinutes } = ports.settings.current().managed.administration
  const now = ports.clock.now()
  const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  await ports.administratorSessions.removeEnded({
    ...{ createdBefore: before(absoluteMinutes), usedBefore: before(idleMinutes) },
    pendingCreatedBefore: before(pendingMinutes),
  })
  await ports.invitations.removeExpired(now)
}

function makeSecret({ randomness }: Pick<AdministratorPorts, 'randomness'>): string {
  return Buffer.from(randomness.bytes(32)).toString('base64url')
}
