/**
 * Whether anybody could have made this computer account. In: a computer's entry. Out: notes in the trace, never a refusal.
 * AD lets every user make ten computers unless ms-DS-MachineAccountQuota is lowered; such an account carries its maker's SID.
 * [MS-ADA2 ms-DS-MachineAccountQuota]
 */
import type { Gateway } from '../../config/gateway.ts'
import { IdpError } from '../../errors.ts'
import type { Directory, DirectoryEntry, Note, Ports } from '../../ports.ts'
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
  const quota = await findQuota(entry, gateway, directory)
  if (quota === undefined) note({ machineAccountQuota: 'could not be read' })
  else noteQuota(quota, note)
}

async function findQuota(entry: DirectoryEntry, gateway: Gateway, directory: Directory): Promise<number | undefined> {
  const query = {
    base: domainOfDn(entry.dn),
    scope: 'base',
    filter: filter`(objectClass=*)`,
    attributes: ['ms-DS-MachineAccountQuota'],
  } as const
  try {
    const [domain] = await directory.search(gateway, query)
    return Number(domain?.attributes['ms-DS-MachineAccountQuota']?.[0] ?? 0)
  } catch (error) {
    if (error instanceof IdpError) return undefined
    throw error
  }
}

function noteQuota(quota: number, note: Note): void {
  if (quota > 0)
    note({
      machineAccountQuota: quota,
      quotaWarning: `Any user of the domain may make ${quota} computers, and each of them could join: set ms-DS-MachineAccountQuota to 0, or name the groups or OUs that may join in onlyMembersOf of the user type.`,
    })
}
