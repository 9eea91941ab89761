/**
 * FILETIME: 100-nanosecond intervals since 1601-01-01 UTC, as LDAP writes pwdLastSet, accountExpires and lastLogonTimestamp
 * (decimal text) and as the PAC holds times. Out: milliseconds since 1970, or undefined for "never". [MS-DTYP §2.3.3]
 */

import { IdpError } from '../../errors.ts'

const epochDifference = 11_644_473_600_000n
const ticksPerMillisecond = 10_000n
/** Both spellings of "never" that AD writes: 0 and the largest signed 64-bit number. [MS-ADA1 accountExpires] */
const never: readonly bigint[] = [0n, 0x7fffffffffffffffn]

/** FILETIME -> milliseconds since 1970; undefined when it means "never". */
export function findFiletimeMilliseconds(filetime: bigint): number | undefined {
  return never.includes(filetime) ? undefined : Number(filetime / ticksPerMillisecond - epochDifference)
}

/** Milliseconds since 1970, whole -> FILETIME. */
export function filetimeFromMilliseconds(milliseconds: number): bigint {
  return (BigInt(milliseconds) + epochDifference) * ticksPerMillisecond
}

/** Decimal text of an LDAP attribute -> FILETIME. Throws AD_FILETIME_INVALID. */
export function parseFiletime(text: string): bigint {
  if (!/^\d{1,19}$/.test(text)) throw new IdpError('AD_FILETIME_INVALID', { observed: text.slice(0, 64) })
  return BigInt(text)
}
