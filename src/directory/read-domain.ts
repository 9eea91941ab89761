import type { Gateway } from '../config/gateway.ts'
import type { Directory } from '../ports.ts'
import { filter } from '../protocol/ldap/ldap-filter.ts'
import { getInteger, getText } from './entry-values.ts'
import { readRootDse } from './read-root-dse.ts'

export interface DomainFacts {
  readonly dn: string
  readonly domainSid: string
  /** How many computers any user may make; 10 unless somebody lowered it, 0 is right. [MS-ADA2 ms-DS-MachineAccountQuota] */
  readonly machineAccountQuota: number
}

/** The head of the domain's naming context. Throws DIRECTORY_…. */
export async function readDomain(directory: Directory, gateway: Gateway): Promise<DomainFacts> {
  const { defaultNamingContext: dn } = await readRootDse(directory, gateway)
  const attributes = ['objectSid', 'ms-DS-MachineAccountQuota']
  const [entry] = await directory.search(gateway, {
    base: dn,
    scope: 'base',
    filter: filter`(objectClass=*)`,
    attributes,
  })
  const head = entry ?? { dn, attributes: {} }
  return {
    dn,
    domainSid: getText(head, 'objectSid'),
    machineAccountQuota: getInteger(head, 'ms-DS-MachineAccountQuota'),
  }
}
