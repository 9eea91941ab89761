/**
 * The device path is for workstation accounts only. In: the entry and its account flags, read just now. Out: nothing, or a refusal:
 * no computer, a managed service account, a domain controller, an account that is not a member of Domain Computers.
 * [MS-ADTS §2.2.16] the flags; [MS-DTYP §2.4.2.4] groups 515, 516, 521, by which AD FS's own rules tell computers apart.
 */
import { IdpError } from '../../errors.ts'
import type { DirectoryEntry } from '../../ports.ts'
import { domainOfSid, sidOfAccount } from '../../protocol/ad/sid.ts'
import { hasAccountFlag } from '../../protocol/ad/user-account-control.ts'
import { parseDn } from '../../protocol/ldap/distinguished-name.ts'
import { serviceAccountClasses, wellKnownRids } from '../../protocol/names/active-directory.ts'
import { getInteger, getText, lowerCaseValues } from './entry-values.ts'

/** `tokenGroups` reads the SIDs of all groups the account is in; asked only where the primary group does not decide. */
export async function requireWorkstation(
  entry: DirectoryEntry,
  tokenGroups: () => Promise<readonly string[]>,
): Promise<void> {
  requireComputer(entry)
  const control = getInteger(entry, 'userAccountControl')
  const primaryGroup = getInteger(entry, 'primaryGroupID')
  const controllers: readonly number[] = [wellKnownRids.domainControllers, wellKnownRids.readOnlyDomainControllers]
  const isController =
    hasAccountFlag(control, 'SERVER_TRUST_ACCOUNT') || hasAccountFlag(control, 'PARTIAL_SECRETS_ACCOUNT')
  if (isController || controllers.includes(primaryGroup))
    throw new IdpError('LOOKUP_DOMAIN_CONTROLLER', { dn: entry.dn })
  if (!hasAccountFlag(control, 'WORKSTATION_TRUST_ACCOUNT'))
    throw new IdpError('LOOKUP_NOT_A_COMPUTER', { dn: entry.dn, observed: 'it has no workstation trust account' })
  if (primaryGroup !== wellKnownRids.domainComputers)
    await requireDomainComputer(entry, controllers, await tokenGroups())
}

function requireComputer(entry: DirectoryEntry): void {
  const classes = lowerCaseValues(entry, 'objectClass')
  const category = parseDn(getText(entry, 'objectCategory'))[0]?.[0]?.value ?? ''
  const serviceClass = serviceAccountClasses.find((name) => classes.includes(name.toLowerCase()))
  if (serviceClass !== undefined)
    throw new IdpError('LOOKUP_SERVICE_ACCOUNT', { dn: entry.dn, objectClass: serviceClass })
  if (!classes.includes('computer') || category.toLowerCase() !== 'computer')
    throw new IdpError('LOOKUP_NOT_A_COMPUTER', { dn: entry.dn, observed: `its object category is ${category}` })
}

async function requireDomainComputer(entry: DirectoryEntry, controllers: readonly number[], groups: readonly string[]) {
  const domainSid = domainOfSid(getText(entry, 'objectSid'))
  const isIn = (relativeId: number) => groups.includes(sidOfAccount(domainSid, relativeId))
  if (controllers.some(isIn)) throw new IdpError('LOOKUP_DOMAIN_CONTROLLER', { dn: entry.dn })
  if (!isIn(wellKnownRids.domainComputers))
    throw new IdpError('LOOKUP_NOT_DOMAIN_COMPUTER', {
      dn: entry.dn,
      primaryGroup: getInteger(entry, 'primaryGroupID'),
    })
}
