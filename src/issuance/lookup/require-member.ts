/**
 * Only members of these groups or OUs. In: the entry, and the DNs an administrator named. Out: nothing, or a refusal.
 * An OU counts by where the entry lies [RFC4514 §2]; a group by its SID in tokenGroups, so nested and primary groups count too.
 */
import { IdpError } from '../../errors.ts'
import type { DirectoryEntry } from '../../ports.ts'
import { isUnder } from '../../protocol/ldap/distinguished-name.ts'

export interface MembershipReads {
  /** SIDs of all groups the account is in. */
  readonly tokenGroups: () => Promise<readonly string[]>
  /** The SID of the group with that DN; undefined for anything else. */
  readonly findGroupSid: (dn: string) => Promise<string | undefined>
}

/** Throws LOOKUP_NOT_A_MEMBER, DIRECTORY_…. */
export async function requireMember(
  entry: DirectoryEntry,
  only: readonly string[],
  reads: MembershipReads,
): Promise<void> {
  if (only.length === 0 || only.some((dn) => isUnder(entry.dn, dn))) return
  const groups = await reads.tokenGroups()
  for (const dn of only) {
    const sid = await reads.findGroupSid(dn)
    if (sid !== undefined && groups.includes(sid)) return
  }
  throw new IdpError('LOOKUP_NOT_A_MEMBER', { dn: entry.dn, only })
}
