import type { Gateway } from '../config/gateway.ts'
import type { Directory } from '../ports.ts'
import { filter } from '../protocol/ldap/ldap-filter.ts'
import { findText } from './entry-values.ts'

/** Which attribute a device user type should take Username and External ID from, by looking at real computers. */
export interface AnchorProposal {
  readonly attribute: 'objectGUID' | 'mS-DS-ConsistencyGuid'
  readonly sampled: number
  /** Computers without mS-DS-ConsistencyGuid, and those where it is not their objectGUID. */
  readonly empty: number
  readonly different: number
  /** One sentence for the administrator. */
  readonly why: string
  /** Up to three account names that decided it. */
  readonly examples: readonly string[]
}

const sampleSize = 200

/**
 * Entra Connect makes the device from objectGUID, so that is what onpremobjectguid must carry. ConsistencyGuid serves only
 * where it says the same on every computer. Throws DIRECTORY_….
 */
export async function proposeAnchor(
  directory: Directory,
  gateway: Gateway,
  searchBaseDn: string,
): Promise<AnchorProposal> {
  const computers = await directory.search(gateway, {
    base: searchBaseDn,
    scope: 'sub',
    filter: filter`(objectCategory=computer)`,
    attributes: ['sAMAccountName', 'objectGUID', 'mS-DS-ConsistencyGuid'],
    sizeLimit: sampleSize,
  })
  const consistencyGuid = 'mS-DS-ConsistencyGuid'
  const empty = computers.filter((entry) => findText(entry, consistencyGuid) === undefined)
  const different = computers.filter((entry) => {
    const value = findText(entry, consistencyGuid)
    return value !== undefined && value !== findText(entry, 'objectGUID')
  })
  const fits = computers.length > 0 && empty.length === 0 && different.length === 0
  return {
    attribute: fits ? consistencyGuid : 'objectGUID',
    sampled: computers.length,
    empty: empty.length,
    different: different.length,
    why: reason(computers.length, empty.length, different.length),
    examples: [...different, ...empty].slice(0, 3).map((entry) => findText(entry, 'sAMAccountName') ?? entry.dn),
  }
}

function reason(sampled: number, empty: number, different: number): string {
  if (sampled === 0)
    return 'There are no computers under the base; objectGUID is what Entra Connect makes devices from.'
  if (different > 0)
    return `On ${different} of ${sampled} computers mS-DS-ConsistencyGuid differs from objectGUID, from which Entra Connect makes devices.`
  if (empty > 0)
    return `${empty} of ${sampled} computers have no mS-DS-ConsistencyGuid: Entra Connect does not fill it on computers.`
  return `On all ${sampled} computers mS-DS-ConsistencyGuid equals objectGUID, so either serves.`
}
