import { filetimeFromMilliseconds } from '../protocol/ad/filetime.ts'
import { modifyPastRules, setEnabled } from './break-domain.ts'
import type { LabAccount } from './domain-accounts.ts'
import { escapeDnValue } from './escape-dn-value.ts'
import type { LabDomain } from './lab-domain.ts'
import { runTool } from './run-tool.ts'

// What happens to users' accounts in real domains, done on purpose. Each function returns how it is undone.

export type Undo = () => Promise<void>

const dayMs = 86_400_000
const filetimeAt = (offsetMs: number): string => String(filetimeFromMilliseconds(Date.now() + offsetMs))

export async function disableUser(domain: LabDomain, user: LabAccount): Promise<Undo> {
  await setEnabled(domain, user, false)
  return () => setEnabled(domain, user, true)
}

/** An administrator ticked "User must change password at next logon". */
export async function requirePasswordChange(domain: LabDomain, user: LabAccount): Promise<Undo> {
  await domain.modify(user.dn, { replace: { pwdLastSet: '0' } })
  return () => domain.modify(user.dn, { replace: { pwdLastSet: '-1' } })
}

/** Set a hundred days ago, in a domain whose passwords are good for forty-two. */
export async function expirePassword(domain: LabDomain, user: LabAccount): Promise<Undo> {
  const [policy] = await domain.search('(objectClass=domain)', { base: domain.baseDn, attributes: ['maxPwdAge'] })
  const before = policy?.attributes.maxPwdAge?.[0] ?? '0'
  await domain.modify(domain.baseDn, { replace: { maxPwdAge: String(-42n * BigInt(dayMs) * 10_000n) } })
  await modifyPastRules(domain, user.dn, `replace: pwdLastSet\npwdLastSet: ${filetimeAt(-100 * dayMs)}`)
  return async () => {
    await domain.modify(domain.baseDn, { replace: { maxPwdAge: before } })
    await domain.modify(user.dn, { replace: { pwdLastSet: '-1' } })
  }
}

export async function expireAccount(domain: LabDomain, user: LabAccount): Promise<Undo> {
  await domain.modify(user.dn, { replace: { accountExpires: filetimeAt(-dayMs) } })
  return () => domain.modify(user.dn, { replace: { accountExpires: '0' } })
}

/** Never on any day of the week. */
export async function denyLogonHours(domain: LabDomain, user: LabAccount): Promise<Undo> {
  await domain.modify(user.dn, { replace: { logonHours: new Uint8Array(21) } })
  return () => domain.modify(user.dn, { replace: { logonHours: [] } })
}

/** As a domain controller leaves an account after too many wrong passwords, just now. */
export async function lockUser(domain: LabDomain, user: LabAccount): Promise<Undo> {
  const undoPolicy = await setLockoutPolicy(domain, 5)
  await modifyPastRules(domain, user.dn, `replace: lockoutTime\nlockoutTime: ${filetimeAt(0)}`)
  return async () => {
    await domain.modify(user.dn, { replace: { lockoutTime: '0' } })
    await undoPolicy()
  }
}

/** AD locks an account after this many wrong passwords, for half an hour. */
export async function setLockoutPolicy(domain: LabDomain, threshold: number): Promise<Undo> {
  const halfHour = String(-1800n * 10_000_000n)
  await domain.modify(domain.baseDn, {
    replace: { lockoutThreshold: String(threshold), lockoutDuration: halfHour, lockOutObservationWindow: halfHour },
  })
  return () => domain.modify(domain.baseDn, { replace: { lockoutThreshold: '0' } })
}

/** Values of other attributes; an empty list removes one. */
export async function replaceAttributes(
  domain: LabDomain,
  user: LabAccount,
  attributes: Readonly<Record<string, readonly string[]>>,
): Promise<Undo> {
  const names = Object.keys(attributes)
  const [entry] = await domain.search('(objectClass=user)', { base: user.dn, attributes: names })
  const before = Object.fromEntries(names.map((name) => [name, [...(entry?.attributes[name] ?? [])]]))
  await domain.modify(user.dn, { replace: attributes })
  return () => domain.modify(user.dn, { replace: before })
}

/** Makes the user a member of so many new groups: every ticket lists them all. */
export async function addToManyGroups(domain: LabDomain, user: LabAccount, count: number): Promise<Undo> {
  const groups = Array.from({ length: count }, (_, index) => `Project ${String(index + 1).padStart(4, '0')}`)
  const dnOf = (name: string): string => `CN=${escapeDnValue(name)},CN=Users,${domain.baseDn}`
  const made = groups.map((name) =>
    [`dn: ${dnOf(name)}`, 'objectClass: group', `sAMAccountName: ${name}`, `member: ${user.dn}`].join('\n'),
  )
  await runTool('ldbadd', ['--nosync', '-H', `${domain.folder}/private/sam.ldb`], { input: `${made.join('\n\n')}\n` })
  return async () => {
    await runTool('ldbdel', ['--nosync', '-H', `${domain.folder}/private/sam.ldb`, ...groups.map(dnOf)])
  }
}
