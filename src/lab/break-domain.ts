import { join } from 'node:path'
import { guidToBytes } from '../protocol/ad/guid.ts'
import {
  type SupportedEncryptionTypeFlag,
  supportedEncryptionTypeFlags,
} from '../protocol/ad/supported-encryption-types.ts'
import { userAccountControlFlags } from '../protocol/ad/user-account-control.ts'
import type { LabAccount } from './domain-accounts.ts'
import { escapeDnValue } from './escape-dn-value.ts'
import type { LabDomain } from './lab-domain.ts'
import { runTool } from './run-tool.ts'

// What goes wrong in real domains, done on purpose. Each function leaves the domain as the administrator of such a
// domain would find it; what changes an account's names returns the account as it is now.

/** Ticks exactly these encryption types on the account; none at all leaves the attribute out, as AD makes accounts. */
export async function setEncryptionTypes(
  domain: LabDomain,
  account: LabAccount,
  types: readonly SupportedEncryptionTypeFlag[],
): Promise<void> {
  const flags = types.reduce((sum, type) => sum | supportedEncryptionTypeFlags[type], 0)
  await domain.modify(account.dn, { replace: { 'msDS-SupportedEncryptionTypes': flags === 0 ? [] : String(flags) } })
}

/**
 * The account's password was last set before the domain knew AES: ticking AES changes nothing until the next reset,
 * tickets stay RC4. `setPassword` makes AES keys again.
 */
export async function forgetAesKeys(domain: LabDomain, account: LabAccount): Promise<void> {
  await modifyPastRules(domain, account.dn, 'replace: supplementalCredentials')
}

/** Gives it another sAMAccountName and common name. Its keys, and the salt in them, stay those of the old name. */
export async function renameAccount(domain: LabDomain, account: LabAccount, sam: string): Promise<LabAccount> {
  await domain.modify(account.dn, { replace: { sAMAccountName: sam } })
  const dn = `CN=${escapeDnValue(sam.replace(/\$$/, ''))},${parentOf(account.dn)}`
  await domain.rename(account.dn, dn)
  return { ...account, dn, sam }
}

/** Moves it below another container, `OU=Elsewhere` or a whole DN: outside the base DN somebody configured. */
export async function moveAccount(domain: LabDomain, account: LabAccount, ou: string): Promise<LabAccount> {
  const parent = ou.toLowerCase().endsWith(domain.baseDn.toLowerCase()) ? ou : `${ou},${domain.baseDn}`
  const dn = `${account.dn.slice(0, -parentOf(account.dn).length)}${parent}`
  await domain.rename(account.dn, dn)
  return { ...account, dn }
}

export async function removeSpn(domain: LabDomain, account: LabAccount, spn: string): Promise<void> {
  await domain.modify(account.dn, { remove: { servicePrincipalName: spn } })
}

/** Puts an SPN that another account owns on this one too, as two domain controllers at once may; the KDC then knows neither. */
export async function duplicateSpn(domain: LabDomain, account: LabAccount, spn: string): Promise<void> {
  await modifyPastRules(domain, account.dn, `add: servicePrincipalName\nservicePrincipalName: ${spn}`)
}

/** Takes it away again; the directory's own rules would not let it. */
export async function removeDuplicateSpn(domain: LabDomain, account: LabAccount, spn: string): Promise<void> {
  await modifyPastRules(domain, account.dn, `delete: servicePrincipalName\nservicePrincipalName: ${spn}`)
}

/** Sets mS-DS-ConsistencyGuid, or empties it. */
export async function setConsistencyGuid(
  domain: LabDomain,
  account: LabAccount,
  guid: string | undefined,
): Promise<void> {
  await domain.modify(account.dn, { replace: { 'mS-DS-ConsistencyGuid': guid === undefined ? [] : guidToBytes(guid) } })
}

export async function setEnabled(domain: LabDomain, account: LabAccount, enabled: boolean): Promise<void> {
  const [entry] = await domain.search('(objectClass=user)', { base: account.dn, attributes: ['userAccountControl'] })
  const control = Number(entry?.attributes.userAccountControl?.[0])
  const { ACCOUNTDISABLE } = userAccountControlFlags
  const wanted = enabled ? control & ~ACCOUNTDISABLE : control | ACCOUNTDISABLE
  await domain.modify(account.dn, { replace: { userAccountControl: String(wanted) } })
}

/** A computer `boss$` and a user `boss`: the KDC answers for `boss@REALM` with the user, and for `boss$@REALM` with the computer. */
export async function createCollidingNames(
  domain: LabDomain,
  name: string,
): Promise<{ computer: LabAccount; user: LabAccount }> {
  return {
    computer: await domain.createComputer({ sam: `${name}$` }),
    user: await domain.createUser({ sam: name, cn: `${name} (user)` }),
  }
}

/**
 * Gives the account the UPN `NAME@dns domain`, also when NAME is another account's sAMAccountName.
 * Samba refuses that as AD since 2021 does; domains that grew up before hold such pairs.
 */
export async function borrowName(domain: LabDomain, account: LabAccount, name: string): Promise<LabAccount> {
  const upn = `${name}@${domain.dnsDomain}`
  await modifyPastRules(domain, account.dn, `replace: userPrincipalName\nuserPrincipalName: ${upn}`)
  return { ...account, upn }
}

/** Writes into the database below the rules a domain controller keeps. `change` is the body of an LDIF modification. */
export async function modifyPastRules(domain: LabDomain, dn: string, change: string): Promise<void> {
  const database = join(domain.folder, 'private/sam.ldb.d', `${domain.baseDn.toUpperCase()}.ldb`)
  await runTool('ldbmodify', ['-H', database], { input: `dn: ${dn}\nchangetype: modify\n${change}\n` })
}

/** A comma inside a name is escaped, so the first bare one ends the relative name. */
function parentOf(dn: string): string {
  return dn.replace(/^(?:[^,\\]|\\.)+,/, '')
}
