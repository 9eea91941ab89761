/**
 * A user name and a password become a principal, or a refusal that says why inside and nothing outside.
 * In: what anybody typed. Out: VerifiedPrincipal of the one account with that user name, bound to its SID, once the domain controller
 * took its password in a simple bind [RFC4513 §5.1.3]. Attempts are counted before the bind. A user name that nobody has takes the
 * same steps: a search, the counters, a bind. Whether the account is enabled and may have a token is not known here: see lookup.
 */

import { type ErrorCode, IdpError } from '../../errors.ts'
import type { CountedAttempt, Note, PasswordVerdict, Ports } from '../../ports.ts'
import type { LogonFailureName } from '../../protocol/ad/logon-failure.ts'
import { domainOfDn, parseDn } from '../../protocol/ldap/distinguished-name.ts'
import type { Secret } from '../../secret.ts'
import type { CredentialAttempt, PasswordCredential, VerifiedPrincipal } from '../stages.ts'
import { choosePasswordGateways } from './choose-password-gateways.ts'
import { type AccountSearch, findAccount } from './find-account.ts'
import { requireUsable } from './require-usable.ts'

export type PasswordPorts = Pick<Ports, 'clock' | 'settings' | 'passwords' | 'lockout'>

/** Throws AUTHENTICATE_…, DIRECTORY_…, STORAGE_…; the cause of every refusal is named. */
export async function authenticatePassword(
  credential: PasswordCredential,
  attempt: CredentialAttempt,
  ports: PasswordPorts,
  note: Note,
): Promise<VerifiedPrincipal> {
  requireUsable(credential)
  const { entry, objectSid, samAccountName, judge } = await provePassword(credential, attempt, ports, note)
  return {
    gateway: judge.gateway,
    kerberosRealm: realmOf(entry.dn),
    samAccountName,
    objectSid,
    authentication: { method: 'password', at: ports.clock.now() },
    channelBinding: 'none',
    replyToken: undefined,
  }
}

type FoundAccount = Extract<AccountSearch, { readonly outcome: 'found' }>

/** The account whose password it is. `accept` names reasons of AD for refusing it that the caller takes as a yes. */
export async function provePassword(
  { username, password }: PasswordCredential,
  { application, network }: CredentialAttempt,
  ports: PasswordPorts,
  note: Note,
  accept: readonly LogonFailureName[] = [],
): Promise<FoundAccount> {
  const sources = choosePasswordGateways(application, ports.settings.current().managed.gateways)
  const found = await findAccount(username, application, sources, ports)
  note({ gateway: found.judge.gateway.id, server: found.judge.server })
  if (found.outcome === 'found') note({ account: found.samAccountName, sid: found.objectSid, dn: found.entry.dn })
  const counted = await count({ username, remoteAddress: network.remoteAddress, found }, ports, note)
  const verdict = await judgeCounted(found, password, counted, ports)
  if (found.outcome === 'refused') throw found.refusal
  const failure = verdict?.outcome === 'refused' ? verdict : undefined
  if (failure !== undefined && !accept.some((name) => name === failure.failure?.name)) throw refusalOf(failure, found)
  return found
}

interface Try {
  readonly username: string
  readonly remoteAddress: string
  readonly found: AccountSearch
}

/** A refusal of the counters asks no domain controller, and takes as long as if one had been asked. */
async function count(
  { username, remoteAddress, found }: Try,
  ports: PasswordPorts,
  note: Note,
): Promise<CountedAttempt> {
  const account = found.outcome === 'found' ? { objectSid: found.objectSid, entry: found.entry } : undefined
  try {
    return await ports.lockout.begin({ gateway: found.judge.gateway, account, username, remoteAddress }, note)
  } catch (error) {
    if (error instanceof IdpError && error.row.fault === 'wst:FailedAuthentication')
      await ports.passwords.waitAsLong(found.judge)
    throw error
  }
}

/** The verdict on an account that is there; for one that is not, the same work. The counters learn how it went. */
async function judgeCounted(
  found: AccountSearch,
  password: Secret,
  counted: CountedAttempt,
  ports: PasswordPorts,
): Promise<PasswordVerdict | undefined> {
  const verdict = await ask(found, password, ports).catch(async (error: unknown) => {
    await counted.unjudged()
    throw error
  })
  await settle(verdict, counted)
  return verdict
}

async function ask(found: AccountSearch, password: Secret, { passwords }: PasswordPorts) {
  if (found.outcome === 'found') return passwords.verify(found.judge, found.entry.dn, password)
  await passwords.pretend(found.judge, found.base, password)
  return undefined
}

/** An expired password that was right is its owner's; of a disabled or expired account nobody is at home. */
async function settle(verdict: PasswordVerdict | undefined, counted: CountedAttempt): Promise<void> {
  if (verdict?.outcome === 'right') return counted.succeeded()
  const failure = verdict?.failure
  if (failure?.name === 'passwordExpired' || failure?.name === 'mustChange') return counted.succeeded()
  return failure?.passwordWasRight === true ? counted.unjudged() : counted.failed()
}

/** A table: AD's reason -> what the administrator reads. */
const codes: Readonly<Record<LogonFailureName, ErrorCode>> = {
  noSuchAccount: 'AUTHENTICATE_PASSWORD_NO_ACCOUNT',
  wrongPassword: 'AUTHENTICATE_PASSWORD_WRONG',
  restricted: 'AUTHENTICATE_PASSWORD_REFUSED',
  hours: 'AUTHENTICATE_PASSWORD_HOURS',
  workstation: 'AUTHENTICATE_PASSWORD_WORKSTATION',
  passwordExpired: 'AUTHENTICATE_PASSWORD_EXPIRED',
  disabled: 'AUTHENTICATE_PASSWORD_DISABLED',
  tooManyGroups: 'AUTHENTICATE_PASSWORD_REFUSED',
  accountExpired: 'AUTHENTICATE_PASSWORD_ACCOUNT_EXPIRED',
  mustChange: 'AUTHENTICATE_PASSWORD_MUST_CHANGE',
  locked: 'AUTHENTICATE_PASSWORD_ACCOUNT_LOCKED',
}

function refusalOf(
  { failure, text }: Extract<PasswordVerdict, { outcome: 'refused' }>,
  { entry: { dn }, userType }: FoundAccount,
): IdpError {
  const code = failure === undefined ? 'AUTHENTICATE_PASSWORD_REFUSED' : codes[failure.name]
  return new IdpError(code, {
    dn,
    data: failure?.code ?? 'none',
    meaning: failure?.meaning ?? text,
    serverSays: text,
    mayChange: userType.allowPasswordChanges,
  })
}

/** AD's realm is its DNS domain in upper case; a UPN suffix is none. [MS-KILE §3.1.5.9] */
function realmOf(dn: string): string {
  const labels = parseDn(domainOfDn(dn)).map((relative) => relative[0]?.value ?? '')
  return labels.join('.').toUpperCase()
}
