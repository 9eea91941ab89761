import { randomBytes } from 'node:crypto'
import { IdpError } from '../errors.ts'
import { guidToBytes } from '../protocol/ad/guid.ts'
import { supportedEncryptionTypeFlags } from '../protocol/ad/supported-encryption-types.ts'
import { userAccountControlFlags } from '../protocol/ad/user-account-control.ts'
import { filter } from '../protocol/ldap/ldap-filter.ts'
import type { DomainDirectory, LdapAttributes } from './domain-directory.ts'
import { escapeDnValue } from './escape-dn-value.ts'

/** An account as it was made. The password is a test password of a throw-away domain: it may be printed. */
export interface LabAccount {
  readonly dn: string
  readonly sam: string
  readonly upn: string | undefined
  readonly password: string
  readonly objectGuid: string
  readonly objectSid: string
}

export interface NewAccount {
  readonly sam: string
  readonly upn?: string
  /** Made up when left out. */
  readonly password?: string
  /** `OU=Devices`, under the naming context, or a whole DN. The usual container of its kind when left out. */
  readonly ou?: string
  /** The relative name when it is not the account name (without `$`). */
  readonly cn?: string
  readonly mail?: string
  readonly consistencyGuid?: string
  readonly spns?: readonly string[]
  /** msDS-SupportedEncryptionTypes; `null` leaves it out, as accounts have it that nobody ticked AES for. */
  readonly encryptionTypes?: number | null
  readonly enabled?: boolean
  readonly attributes?: LdapAttributes
}

export interface DomainAccounts {
  createOu(name: string, under?: string): Promise<string>
  createUser(account: NewAccount): Promise<LabAccount>
  /** A workstation as Windows makes it: HOST SPNs, dNSHostName, encryption types 28 (RC4, AES). `sam` ends in `$`. */
  createComputer(account: NewAccount): Promise<LabAccount>
  /** A user that owns service names; AES only (24) unless told otherwise. */
  createServiceAccount(account: NewAccount & { readonly spns: readonly string[] }): Promise<LabAccount>
  /** Resets it as an administrator does: the keys are new and the key version is one higher. Returns the account as it is now. */
  setPassword(account: LabAccount, password?: string): Promise<LabAccount>
  /** msDS-KeyVersionNumber. */
  getKeyVersion(account: LabAccount): Promise<number>
  addToGroup(account: LabAccount, groupSam: string): Promise<void>
}

interface DomainNames {
  readonly baseDn: string
  readonly dnsDomain: string
}

const { NORMAL_ACCOUNT, WORKSTATION_TRUST_ACCOUNT, DONT_EXPIRE_PASSWORD, ACCOUNTDISABLE } = userAccountControlFlags
const { RC4_HMAC, AES128, AES256 } = supportedEncryptionTypeFlags

export function openDomainAccounts(domain: DomainNames, directory: DomainDirectory): DomainAccounts {
  const create = (account: NewAccount, kind: AccountKind) => createAccount(domain, directory, account, kind)
  return {
    async createOu(name, under = domain.baseDn) {
      const dn = `OU=${escapeDnValue(name.replace(/^OU=/i, ''))},${wholeDn(domain, under)}`
      await directory.add(dn, { objectClass: 'organizationalUnit' })
      return dn
    },
    createUser: (account) => create(account, userKind),
    createComputer(account) {
      const host = account.sam.replace(/\$$/, '').toLowerCase()
      const dNSHostName = `${host}.${domain.dnsDomain}`
      const spns = account.spns ?? [`HOST/${host.toUpperCase()}`, `HOST/${dNSHostName}`]
      return create({ ...account, spns, attributes: { dNSHostName, ...account.attributes } }, computerKind)
    },
    createServiceAccount: (account) => create(account, serviceKind),
    async setPassword(account, password = newPassword()) {
      await directory.modify(account.dn, { replace: { unicodePwd: passwordBytes(password) } })
      return { ...account, password }
    },
    async getKeyVersion(account) {
      const attributes = ['msDS-KeyVersionNumber']
      const [entry] = await directory.search(filter`(objectSid=${account.objectSid})`, { attributes })
      return Number(entry?.attributes['msDS-KeyVersionNumber']?.[0])
    },
    async addToGroup(account, groupSam) {
      const [group] = await directory.search(filter`(&(objectClass=group)(sAMAccountName=${groupSam}))`)
      if (!group) throw new IdpError('LAB_ACCOUNT_UNKNOWN', { sam: groupSam, dnsDomain: domain.dnsDomain })
      await directory.modify(group.dn, { add: { member: account.dn } })
    },
  }
}

interface AccountKind {
  readonly objectClass: string
  readonly container: string
  readonly accountControl: number
  /** msDS-SupportedEncryptionTypes, when the account does not say. */
  readonly encryptionTypes: number | null
}

const userKind: AccountKind = {
  objectClass: 'user',
  container: 'CN=Users',
  accountControl: NORMAL_ACCOUNT,
  encryptionTypes: null,
}
const serviceKind: AccountKind = {
  ...userKind,
  accountControl: NORMAL_ACCOUNT | DONT_EXPIRE_PASSWORD,
  encryptionTypes: AES128 | AES256,
}
const computerKind: AccountKind = {
  objectClass: 'computer',
  container: 'CN=Computers',
  accountControl: WORKSTATION_TRUST_ACCOUNT,
  encryptionTypes: RC4_HMAC | AES128 | AES256,
}

async function createAccount(
  domain: DomainNames,
  directory: DomainDirectory,
  account: NewAccount,
  kind: AccountKind,
): Promise<LabAccount> {
  const { sam, enabled = true, password = newPassword() } = account
  const types = account.encryptionTypes === undefined ? kind.encryptionTypes : account.encryptionTypes
  const cn = account.cn ?? sam.replace(/\$$/, '')
  await directory.add(`CN=${escapeDnValue(cn)},${wholeDn(domain, account.ou ?? kind.container)}`, {
    objectClass: kind.objectClass,
    sAMAccountName: sam,
    userAccountControl: String(enabled ? kind.accountControl : kind.accountControl | ACCOUNTDISABLE),
    unicodePwd: passwordBytes(password),
    userPrincipalName: account.upn ?? [],
    mail: account.mail ?? [],
    'mS-DS-ConsistencyGuid': account.consistencyGuid === undefined ? [] : guidToBytes(account.consistencyGuid),
    servicePrincipalName: account.spns ?? [],
    'msDS-SupportedEncryptionTypes': types === null ? [] : String(types),
    ...account.attributes,
  })
  const attributes = ['objectGUID', 'objectSid', 'userPrincipalName']
  const [entry] = await directory.search(filter`(sAMAccountName=${sam})`, { attributes })
  const objectGuid = entry?.attributes.objectGUID?.[0]
  const objectSid = entry?.attributes.objectSid?.[0]
  if (!entry || !objectGuid || !objectSid)
    throw new IdpError('LAB_ACCOUNT_UNKNOWN', { sam, dnsDomain: domain.dnsDomain })
  return { dn: entry.dn, sam, upn: entry.attributes.userPrincipalName?.[0], password, objectGuid, objectSid }
}

function wholeDn(domain: DomainNames, name: string): string {
  return name.toLowerCase().endsWith(domain.baseDn.toLowerCase()) ? name : `${name},${domain.baseDn}`
}

/** AD takes a password only in this form: quoted, UTF-16 little-endian [MS-ADTS §3.1.1.3.1.5]. */
function passwordBytes(password: string): Uint8Array {
  return Buffer.from(`"${password}"`, 'utf16le')
}

/** Fit for AD's complexity rule: upper and lower case, digits and a sign. */
function newPassword(): string {
  return `Aa1-${randomBytes(12).toString('base64url')}`
}
