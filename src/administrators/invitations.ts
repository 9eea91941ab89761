import { createHash } from 'node:crypto'
import { IdpError } from '../errors.ts'
import type { AdministratorRecord, InvitationRecord } from '../ports/administrators.ts'
import { type FactorToMake, makeFactor, newRecoveryCodes } from '../second-factor/make-factor.ts'
import type { Secret } from '../secret.ts'
import { askToEnrol, type EnrolmentQuestion, factorSubject } from './administrator-factors.ts'
import type { AdministratorPorts, BrowserPlace } from './administrator-ports.ts'
import { type BegunSession, beginSession } from './console-sessions.ts'
import { requireAdministratorName } from './require-administrator-name.ts'
import { requireGoodPassword } from './require-good-password.ts'
import { noteAct } from './sign-in.ts'

/** Links by which administrators come in, good once. Nothing of an account is there before its password and its factor are. */

export interface NewInvitation extends Pick<InvitationRecord, 'purpose' | 'role' | 'createdBy'> {
  readonly name?: string | undefined
  readonly email?: string | undefined
  /** Of a reset. */
  readonly administratorId?: string
}

const hours: Readonly<Record<InvitationRecord['purpose'], number>> = { first: 24, reset: 24, invite: 72 }

/** The token is in the link only, and told once. */
export async function makeInvitation(
  wanted: NewInvitation,
  { invitations, randomness, clock }: Pick<AdministratorPorts, 'invitations' | 'randomness' | 'clock'>,
): Promise<{ readonly invitation: InvitationRecord; readonly token: string }> {
  const { purpose, role, createdBy, name, email, administratorId = randomness.uuid() } = wanted
  const token = Buffer.from(randomness.bytes(32)).toString('base64url')
  const createdAt = clock.now()
  const expiresAt = new Date(createdAt.getTime() + hours[purpose] * 3_600_000)
  const invitation = {
    id: randomness.uuid(),
    purpose,
    administratorId,
    role,
    name,
    email,
    createdBy,
    createdAt,
    expiresAt,
  }
  await invitations.add(invitation, hashOf(token))
  return { invitation, token }
}

/** While there is no administrator; it takes the place of those before. */
export async function makeFirstInvitation(
  ports: Pick<AdministratorPorts, 'administrators' | 'invitations' | 'randomness' | 'clock'>,
): Promise<{ readonly invitation: InvitationRecord; readonly token: string } | undefined> {
  if ((await ports.administrators.list()).length > 0) return undefined
  return makeInvitation({ purpose: 'first', role: 'owner', createdBy: 'the first start' }, ports)
}

/** After #, which browsers send to nobody: no proxy or log sees it. */
export function invitationPath(token: string): string {
  return `/console/invitation#${token}`
}

/** Throws ADMINISTRATORS_LINK_UNUSABLE. */
export async function getInvitation(token: string, ports: AdministratorPorts): Promise<InvitationRecord> {
  const found = await ports.invitations.findByToken(hashOf(token), ports.clock.now())
  if (found === undefined) throw new IdpError('ADMINISTRATORS_LINK_UNUSABLE')
  return found
}

export interface ChosenAccount {
  readonly token: string
  /** Not asked for where the link names it. */
  readonly name: string
  readonly email?: string | undefined
  readonly password: Secret
}

/** The name and the password do; what is asked of the second factor. Throws ADMINISTRATORS_…. */
export async function chooseAccount(
  chosen: ChosenAccount,
  place: BrowserPlace,
  ports: AdministratorPorts,
): Promise<EnrolmentQuestion> {
  const { subject } = await accountOf(chosen, place, ports)
  return askToEnrol(subject, ports.settings)
}

/** Throws ADMINISTRATORS_…, AUTHENTICATE_SECOND_FACTOR_REFUSED, AUTHENTICATE_PASSKEY_REFUSED, STORAGE_…. */
export async function acceptInvitation(
  chosen: ChosenAccount,
  form: FactorToMake,
  place: BrowserPlace,
  ports: AdministratorPorts,
): Promise<{ readonly begun: BegunSession; readonly codes: readonly string[] }> {
  const { invitation, record, subject } = await accountOf(chosen, place, ports)
  const passwordHash = await ports.hasher.hash(chosen.password)
  const factor = await makeFactor(subject, form)
  const { codes, hashes } = newRecoveryCodes(subject)
  const accepted = { record, passwordHash, factor, recoveryCodeHashes: hashes }
  const now = ports.clock.now()
  const outcome = await ports.invitations.accept(hashOf(chosen.token), accepted, now)
  if (outcome === 'gone') throw new IdpError('ADMINISTRATORS_LINK_UNUSABLE')
  if (outcome === 'nameTaken') throw new IdpError('ADMINISTRATORS_NAME_TAKEN', { name: record.name })
  await ports.administratorLockout.clear(record.id)
  await ports.factorLockout.clear(subject.owner)
  const action = invitation.purpose === 'reset' ? 'reset' : 'create'
  const { name, role } = record
  await noteAct(record, { action, after: { name, role, invitedBy: invitation.createdBy } }, place, ports)
  const facts = { stage: 'signedIn', role: undefined, factorAt: now } as const
  return { begun: await beginSession(record, facts, place, undefined, ports), codes }
}

/** The account as it would be. */
async function accountOf(chosen: ChosenAccount, place: BrowserPlace, ports: AdministratorPorts) {
  const invitation = await getInvitation(chosen.token, ports)
  const known = invitation.purpose === 'reset' ? await ports.administrators.find(invitation.administratorId) : undefined
  if (invitation.purpose === 'reset' && known?.account.kind !== 'local')
    throw new IdpError('ADMINISTRATORS_LINK_UNUSABLE')
  const name = known?.name ?? chosen.name.trim()
  requireAdministratorName(name)
  requireGoodPassword(chosen.password, name)
  const namesake = await ports.administrators.findByName(name)
  if (namesake !== undefined && namesake.id !== known?.id) throw new IdpError('ADMINISTRATORS_NAME_TAKEN', { name })
  const now = ports.clock.now()
  const record: AdministratorRecord = known
    ? { ...known, updatedAt: now, lastSignInAt: now }
    : {
        ...{ id: invitation.administratorId, account: { kind: 'local' }, name, role: invitation.role, enabled: true },
        email: chosen.email ?? invitation.email,
        ...{ createdAt: now, updatedAt: now, lastSignInAt: now },
      }
  return { invitation, record, subject: factorSubject(record, [], `invitation/${invitation.id}`, place, ports) }
}

/** A plain hash is enough: nobody guesses 256 random bits. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
