/**
 * Why AD refuses a simple bind: the text it sends with result code 49, such as
 * `80090308: LdapErr: DSID-0C090449, comment: AcceptSecurityContext error, data 52e, v4563`. [MS-ADTS §5.1.1.1.1]
 * Out: the number after `data`, a Windows error code in hexadecimal, and what it means. [MS-ERREF §2.2]
 */

export interface LogonFailure {
  /** As the directory writes it: lower-case hexadecimal. */
  readonly code: string
  readonly name: LogonFailureName
  /** Whether AD says this only to those who sent the right password. Where that is not sure: false. */
  readonly passwordWasRight: boolean
  readonly meaning: string
  /** For the bind account of a gateway; what to do for a user is said by the AUTHENTICATE_PASSWORD_ errors. */
  readonly fix: string
}

export type LogonFailureName =
  | 'noSuchAccount'
  | 'wrongPassword'
  | 'restricted'
  | 'hours'
  | 'workstation'
  | 'passwordExpired'
  | 'disabled'
  | 'tooManyGroups'
  | 'accountExpired'
  | 'mustChange'
  | 'locked'

/** A table: the codes AD sends. */
const logonFailures: readonly LogonFailure[] = [
  {
    code: '525',
    name: 'noSuchAccount',
    passwordWasRight: false,
    meaning: 'there is no such account',
    fix: 'Correct the bind DN: a distinguished name, or a UPN such as joinery-read@corp.example.com.',
  },
  {
    code: '52e',
    name: 'wrongPassword',
    passwordWasRight: false,
    meaning: 'the password is wrong, or there is no such account',
    fix: 'Type the password of the bind account again, and check that the bind DN is the account you mean.',
  },
  {
    code: '52f',
    name: 'restricted',
    passwordWasRight: false,
    meaning: 'the account is restricted (empty password, sign-in hours or policy)',
    fix: 'Lift the restriction on the bind account in Active Directory Users and Computers, tab Account.',
  },
  {
    code: '530',
    name: 'hours',
    passwordWasRight: true,
    meaning: 'the account may not sign in at this time',
    fix: 'Allow all sign-in hours for the bind account (Active Directory Users and Computers, Account, Logon Hours).',
  },
  {
    code: '531',
    name: 'workstation',
    passwordWasRight: true,
    meaning: 'the account may not sign in from this computer',
    fix: 'Allow the bind account to sign in to all computers (Account, Log On To).',
  },
  {
    code: '532',
    name: 'passwordExpired',
    passwordWasRight: true,
    meaning: 'the password has expired',
    fix: 'Set a new password for the bind account and type it here; for a service account tick Password never expires.',
  },
  {
    code: '533',
    name: 'disabled',
    passwordWasRight: true,
    meaning: 'the account is disabled',
    fix: 'Enable the bind account, or name another one.',
  },
  {
    code: '568',
    name: 'tooManyGroups',
    passwordWasRight: false,
    meaning: 'the account is in too many groups',
    fix: 'Take the bind account out of groups: it needs to read only.',
  },
  {
    code: '701',
    name: 'accountExpired',
    passwordWasRight: true,
    meaning: 'the account has expired',
    fix: 'Extend or remove the expiry date of the bind account.',
  },
  {
    code: '773',
    name: 'mustChange',
    passwordWasRight: true,
    meaning: 'the password must be changed at the next sign-in',
    fix: 'Untick User must change password at next logon on the bind account, or set a new password.',
  },
  {
    code: '775',
    name: 'locked',
    passwordWasRight: false,
    meaning: 'the account is locked out',
    fix: 'Unlock the bind account, and find out who sends wrong passwords for it (event 4740 on the domain controller).',
  },
]

/** The failure that the server's text names, or undefined when it names none we know. */
export function findLogonFailure(diagnosticMessage: string): LogonFailure | undefined {
  const code = /\bdata ([0-9a-f]{1,8})\b/i.exec(diagnosticMessage)?.[1]?.toLowerCase()
  return logonFailures.find((failure) => failure.code === code)
}
