/**
 * Whether anybody could have made this computer account. In: a computer's entry. Out: notes in the trace, never a refusal.
 * AD lets every user make ten computers unless ms-DS-MachineAccountQuota is lowered; such an account carries its maker's SID.
 * [MS-ADA2 ms-DS-MachineAccountQuota]
 */
import type { DirectoryEntry, Note, Ports } from '../../ports.ts'
import { domainOfDn } from '../../protocol/ldap/distinguished-name.ts'
import { filter } from '../../protocol/ldap/ldap-filter.ts'
import type { VerifiedPrincipal } from '../stages.ts'

/** The quota is read once per computer, at its first sign-in. */
export async function noteComputerMakers(
  entry: DirectoryEntry,
  { gateway }: VerifiedPrincipal,
  isFirstTime: boolean,
  { directory }: Pick<Ports, 'directory'>,
  note: Note,
): Promise<void> {
  const maker = entry.attributes['mS-DS-CreatorSID']?.[0]
  if (maker !== undefined)
    note({ warning: `An ordinary user (${maker}) made this computer account.`, computerMadeBy: maker })
  if (!isFirstTime) return
  const [domain] = await directory.search(gateway, {
    base: domainOfDn(entry.dn),
    scope: 'base',
    filter: filter`(objectClass=*)`,
    attributes: ['ms-DS-MachineAccountQuota'],
  })
  const quota = Number(domain?.attributes['ms-DS-MachineAccountQuota']?.[0] ?? 0)
  if (quota > 0)
    note({
      machineAccountQuota: quota,
      quotaWarning: `Any user of the domain may make ${quota} computers, and each of them could join: set ms-DS-MachineAccountQuota to 0, or name the groups or OUs that may join in onlyMembersOf of the user type.`,
    })
}
