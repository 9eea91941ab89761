import type { Fact, Facts, ReadingBase } from '../fact.ts'

/** One ticket of `klist`. */
export interface KerberosTicket extends ReadingBase<'kerberos-ticket'> {
  readonly facts: Facts<
    | 'client'
    | 'server'
    /** `AES256`, `AES128`, `RC4`, `DES`, else as it stands. */
    | 'encryptionType'
    | 'sessionKeyType'
    | 'startTime'
    | 'endTime'
    | 'renewTime'
    | 'kdc'
    /** Of the logon session: `0:0x3e7` is the computer. */
    | 'logonId'
  >
}

/** Who holds an SPN: `setspn -Q` (no holder: not found), or one account of `setspn -L`. */
export interface SpnHolders extends ReadingBase<'spn-holders'> {
  /** Of `-Q`: what was asked. */
  readonly facts: Facts<'spn'>
  readonly holders: readonly SpnHolder[]
}

export interface SpnHolder {
  /** A distinguished name. */
  readonly account: Fact
  readonly spns: readonly Fact[]
}

/** `nltest /dsgetdc` or `/sc_query`. */
export interface DomainController extends ReadingBase<'domain-controller'> {
  readonly facts: Facts<'domainController' | 'dnsDomain' | 'forest' | 'site' | 'status' | 'secureChannelStatus'>
}

/** `Get-ADComputer`, `Get-ADUser`, or an LDIF entry of either. */
export interface AdAccount extends ReadingBase<'ad-account'> {
  readonly account: 'computer' | 'user'
  readonly facts: Facts<
    | 'distinguishedName'
    | 'sAMAccountName'
    | 'userPrincipalName'
    | 'dNSHostName'
    | 'objectGUID'
    | 'objectSid'
    | 'mS-DS-ConsistencyGuid'
    | 'enabled'
    | 'lockedOut'
    | 'userAccountControl'
    /** Decimal text. */
    | 'msDS-SupportedEncryptionTypes'
    | 'msDS-KeyVersionNumber'
    | 'pwdLastSet'
    | 'accountExpires'
    | 'mail'
  >
  readonly servicePrincipalNames?: readonly Fact[]
  /** Base64 of the DER where shown; else one empty value for each certificate. Undefined where the input does not show the attribute. */
  readonly userCertificates?: readonly Fact[]
}

/** One key of a keytab, without the key. */
export interface KeytabEntry extends ReadingBase<'keytab-entry'> {
  readonly facts: Facts<'principal' | 'kerberosRealm' | 'keyVersion' | 'encryptionType' | 'writtenAt'>
}
