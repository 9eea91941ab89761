import type { Gateway } from '../config/gateway.ts'
import type { ManagedSettings } from '../config/managed-settings.ts'
import { IdpError } from '../errors.ts'
import type { AdministratorRecord } from '../ports/administrators.ts'
import type { CountedAttempt, DirectoryEntry, PasswordJudge, PasswordVerdict } from '../ports.ts'
import { domainOfDn } from '../protocol/ldap/distinguished-name.ts'
import { filter } from '../protocol/ldap/ldap-filter.ts'
import { lockoutAttributes } from '../protocol/names/active-directory.ts'
import type { Secret } from '../secret.ts'
import type { AdministratorPorts } from './administrator-ports.ts'
import type { Credential } from './local-password.ts'
import { type DirectoryRole, readDirectoryRole } from './read-directory-role.ts'

type DirectoryPorts = Pick<
  AdministratorPorts,
  'settings' | 'clock' | 'randomness' | 'directory' | 'passwords' | 'lockout' | 'administrators'
>

export interface ProvedDirectoryAdministrator {
  readonly administrator: AdministratorRecord
  readonly role: DirectoryRole
}

interface Place {
  readonly gateway: Gateway
  /** The domain its groups are in. */
  readonly base: string
}

/** Domains that were asked, and the accounts found in them. */
interface Found {
  readonly judge: PasswordJudge
  readonly base: string
  readonly entries: readonly DirectoryEntry[]
}

const sizeLimit = 5

/**
 * The administrator of a directory whose password it is: a domain controller judges it, behind the users' own counters, and a group gives
 * the role. Throws ADMINISTRATORS_…, AUTHENTICATE_…, DIRECTORY_…, STORAGE_….
 */
export async function proveDirectoryPassword(
  { name, password }: Credential,
  remoteAddress: string,
  ports: DirectoryPorts,
): Promise<ProvedDirectoryAdministrator> {
  const { managed } = ports.settings.current()
  const places = placesOf(managed)
  if (places.length === 0) throw new IdpError('ADMINISTRATORS_NO_DIRECTORY')
  if (isUnusable(name) || isUnusable(password.reveal()))
    throw new IdpError('ADMINISTRATORS_ACCOUNT_UNKNOWN', { remoteAddress })
  const found = await Promise.all(places.map((place) => findIn(place, name, ports)))
  const asked = found.find(({ entries }) => entries.length > 0) ?? found[0]
  if (asked === undefined) throw new IdpError('ADMINISTRATORS_NO_DIRECTORY')
  // Two gateways of one domain find one account twice; several accounts are refused, never chosen from.
  const sids = new Set(found.flatMap(({ entries }) => entries.map(({ attributes }) => attributes.objectSid?.[0])))
  const entry = sids.size === 1 ? asked.entries[0] : undefined
  await judgePassword({ name, password, remoteAddress, judge: asked.judge, base: asked.base, entry }, ports)
  if (entry === undefined) throw new IdpError('ADMINISTRATORS_ACCOUNT_UNKNOWN', { remoteAddress, found: sids.size })
  return recordOf(asked.judge.gateway, entry, ports)
}

/** Only where there are groups, and where a password may be sent. */
function placesOf({ administration, gateways }: ManagedSettings): readonly Place[] {
  const places = administration.groups.flatMap(({ gateway: { id }, groupDn }) => {
    const gateway = gateways.find((candidate) => candidate.id === id && candidate.enabled)
    const isSafe = gateway !== undefined && gateway.connectionSecurity !== 'None'
    return isSafe ? [{ gateway, base: domainOfDn(groupDn) }] : []
  })
  const keyOf = ({ gateway, base }: Place) => `${gateway.id}/${base.toLowerCase()}`
  return places.filter((place, index) => places.findIndex((other) => keyOf(other) === keyOf(place)) === index)
}

/** An empty password is an anonymous bind, which succeeds [RFC4513 §5.1.2]; what follows a NUL may be dropped on the way. */
function isUnusable(text: string): boolean {
  return text === '' || text.length > 256 || text.includes('\0') || !text.isWellFormed()
}

/** By user principal name, or by account name and the domain's own. Compared once more here: AD takes `é` for `e`. */
async function findIn({ gateway, base }: Place, name: string, { passwords }: DirectoryPorts): Promise<Found> {
  const at = name.lastIndexOf('@')
  const [account, suffix] = [name.slice(0, at), name.slice(at + 1)]
  const dnsDomain = base.replace(/dc=/gi, '').replaceAll(',', '.')
  const isOfDomain = folded(suffix) === folded(dnsDomain)
  const { judge, entries } = await passwords.findAccounts(gateway, {
    ...{ base, scope: 'sub', sizeLimit },
    filter: isOfDomain
      ? filter`(&(objectCategory=person)(objectClass=user)(|(userPrincipalName=${name})(sAMAccountName=${account})))`
      : filter`(&(objectCategory=person)(objectClass=user)(userPrincipalName=${name}))`,
    attributes: ['objectSid', 'userPrincipalName', 'sAMAccountName', ...lockoutAttributes],
  })
  const isNamed = ({ attributes }: DirectoryEntry): boolean =>
    (attributes.userPrincipalName ?? []).some((upn) => folded(upn) === folded(name)) ||
    (isOfDomain && (attributes.sAMAccountName ?? []).some((sam) => folded(sam) === folded(account)))
  return { judge, base, entries: entries.filter(isNamed) }
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

interface Try {
  readonly name: string
  readonly password: Secret
  readonly remoteAddress: string
  readonly judge: PasswordJudge
  readonly base: string
  readonly entry: DirectoryEntry | undefined
}

/** As for users: counted first, then bound; an account that is not there costs the same. */
async function judgePassword(one: Try, { lockout, passwords }: DirectoryPorts): Promise<void> {
  const { name, password, remoteAddress, judge, base, entry } = one
  const objectSid = entry?.attributes.objectSid?.[0]
  const account = entry && objectSid !== undefined ? { objectSid, entry } : undefined
  const attempt = { gateway: judge.gateway, account, username: name, remoteAddress }
  const counted = await lockout
    .begin(attempt, () => {})
    .catch(async (error: unknown) => {
      await passwords.waitAsLong(judge)
      throw error
    })
  const verdict = await ask().catch(async (error: unknown) => {
    await counted.unjudged()
    throw error
  })
  await settle(verdict, counted)
  if (entry !== undefined && verdict?.outcome === 'refused')
    throw new IdpError('ADMINISTRATORS_DIRECTORY_REFUSED', {
      ...{ dn: entry.dn, remoteAddress, meaning: verdict.failure?.meaning ?? verdict.text },
    })

  async function ask(): Promise<PasswordVerdict | undefined> {
    if (entry !== undefined) return passwords.verify(judge, entry.dn, password)
    await passwords.pretend(judge, base, password)
    return undefined
  }
}

async function settle(verdict: PasswordVerdict | undefined, counted: CountedAttempt): Promise<void> {
  if (verdict?.outcome === 'right') return counted.succeeded()
  return verdict?.failure?.passwordWasRight === true ? counted.unjudged() : counted.failed()
}

/** The record is made at the first sign-in, and brought up to date at each. */
async function recordOf(
  gateway: Gateway,
  { dn, attributes }: DirectoryEntry,
  ports: DirectoryPorts,
): Promise<ProvedDirectoryAdministrator> {
  const { settings, directory, clock, randomness, administrators } = ports
  const objectSid = attributes.objectSid?.[0] ?? ''
  const now = clock.now()
  const account = { gatewayId: gateway.id, objectSid, dn }
  const role = await readDirectoryRole(account, settings.current().managed, directory, now)
  const known = await administrators.findByAccount(gateway.id, objectSid)
  const administrator: AdministratorRecord = {
    ...{ id: known?.id ?? randomness.uuid(), account: { kind: 'directory', ...account } },
    name: attributes.userPrincipalName?.[0] ?? attributes.sAMAccountName?.[0] ?? dn,
    ...{ email: known?.email, role: role.role, enabled: known?.enabled ?? true },
    ...{ createdAt: known?.createdAt ?? now, updatedAt: known?.updatedAt ?? now, lastSignInAt: known?.lastSignInAt },
  }
  if (!administrator.enabled) throw new IdpError('ADMINISTRATORS_DISABLED', { name: administrator.name })
  await administrators.saveDirectory(administrator)
  return { administrator, role }
}
