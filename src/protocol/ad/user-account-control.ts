/**
 * userAccountControl: the number the directory holds, signed or unsigned. Out: the names of the flags that are set. [MS-ADTS §2.2.16]
 * Not a judgement: which flags make an account fit for a token is decided in lookup.
 */

/** A table: every flag we name, with its bit. */
export const userAccountControlFlags = {
  ACCOUNTDISABLE: 0x2,
  LOCKOUT: 0x10,
  PASSWD_NOTREQD: 0x20,
  NORMAL_ACCOUNT: 0x200,
  INTERDOMAIN_TRUST_ACCOUNT: 0x800,
  WORKSTATION_TRUST_ACCOUNT: 0x1000,
  SERVER_TRUST_ACCOUNT: 0x2000,
  DONT_EXPIRE_PASSWORD: 0x10000,
  SMARTCARD_REQUIRED: 0x40000,
  TRUSTED_FOR_DELEGATION: 0x80000,
  NOT_DELEGATED: 0x100000,
  USE_DES_KEY_ONLY: 0x200000,
  DONT_REQUIRE_PREAUTH: 0x400000,
  PASSWORD_EXPIRED: 0x800000,
  TRUSTED_TO_AUTHENTICATE_FOR_DELEGATION: 0x1000000,
  PARTIAL_SECRETS_ACCOUNT: 0x4000000,
} as const

export type UserAccountControlFlag = keyof typeof userAccountControlFlags

/** `hasAccountFlag(4128, 'WORKSTATION_TRUST_ACCOUNT')` is true. */
export function hasAccountFlag(userAccountControl: number, flag: UserAccountControlFlag): boolean {
  return (userAccountControl & userAccountControlFlags[flag]) !== 0
}

/** The names of all flags set, in the order of the table. */
export function listAccountFlags(userAccountControl: number): UserAccountControlFlag[] {
  return (Object.keys(userAccountControlFlags) as UserAccountControlFlag[]).filter((flag) =>
    hasAccountFlag(userAccountControl, flag),
  )
}
