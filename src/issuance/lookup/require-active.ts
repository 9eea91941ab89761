/**
 * A ticket outlives the account it was given for: the directory has the last word. In: the entry, read just now, and the time.
 * Out: nothing, or a refusal of an account that is disabled or has expired. [MS-ADTS §2.2.16] [MS-ADA1 accountExpires]
 */
import { IdpError } from '../../errors.ts'
import type { DirectoryEntry } from '../../ports.ts'
import { findFiletimeMilliseconds, parseFiletime } from '../../protocol/ad/filetime.ts'
import { hasAccountFlag } from '../../protocol/ad/user-account-control.ts'
import { getInteger, getText } from './entry-values.ts'

export function requireActive(entry: DirectoryEntry, now: Date): void {
  if (hasAccountFlag(getInteger(entry, 'userAccountControl'), 'ACCOUNTDISABLE'))
    throw new IdpError('LOOKUP_ACCOUNT_DISABLED', { dn: entry.dn })
  const expires = findFiletimeMilliseconds(parseFiletime(getText(entry, 'accountExpires')))
  if (expires !== undefined && expires <= now.getTime())
    throw new IdpError('LOOKUP_ACCOUNT_EXPIRED', { dn: entry.dn, expired: new Date(expires).toISOString() })
}
