import type { Gateway } from '../config/gateway.ts'
import type { Directory } from '../ports.ts'
import { filter } from '../protocol/ldap/ldap-filter.ts'
import { findText } from './entry-values.ts'
import { readRootDse } from './read-root-dse.ts'

export interface SpnHolder {
  readonly dn: string
  readonly samAccountName: string
  /** The SPN of its own that answers for the one asked for; `HOST/…` stands for HTTP and others. [MS-ADA3 sPNMappings] */
  readonly servicePrincipalName: string
}

/**
 * Every account of the domain that a KDC could take the SPN for. Exactly one is right; none means no ticket, several mean
 * KDC_ERR_PRINCIPAL_NOT_UNIQUE or a ticket nobody can open. An SPN held in another domain of the forest is not seen.
 */
export async function listSpnHolders(
  directory: Directory,
  gateway: Gateway,
  spn: string,
): Promise<readonly SpnHolder[]> {
  const { defaultNamingContext } = await readRootDse(directory, gateway)
  const alias = spn.replace(/^HTTP\//i, 'HOST/')
  const entries = await directory.search(gateway, {
    base: defaultNamingContext,
    scope: 'sub',
    filter: filter`(|(servicePrincipalName=${spn})(servicePrincipalName=${alias}))`,
    attributes: ['sAMAccountName', 'servicePrincipalName'],
    sizeLimit: 20,
  })
  const holders = entries.map((entry) => {
    const held = entry.attributes.servicePrincipalName ?? []
    const holds = (wanted: string) => held.find((value) => value.toLowerCase() === wanted.toLowerCase())
    const exact = holds(spn)
    const samAccountName = findText(entry, 'sAMAccountName') ?? ''
    return {
      dn: entry.dn,
      samAccountName,
      servicePrincipalName: exact ?? holds(alias) ?? '',
      exact: exact !== undefined,
    }
  })
  // The alias counts only where nobody holds the name itself.
  const exact = holders.filter((holder) => holder.exact)
  return (exact.length > 0 ? exact : holders).map(({ exact: _, ...holder }) => holder)
}
