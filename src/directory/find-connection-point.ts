import type { Gateway } from '../config/gateway.ts'
import type { Directory } from '../ports.ts'
import { filter } from '../protocol/ldap/ldap-filter.ts'
import { connectionPointKeywords, hybridJoinConnectionPoint } from '../protocol/names/active-directory.ts'
import { readRootDse } from './read-root-dse.ts'

/** The object by which devices learn their tenant (SCP), as it is written; a missing part is undefined. */
export interface ConnectionPoint {
  readonly dn: string
  readonly tenantId: string | undefined
  /** A verified domain of the tenant; devices ask for its federation. */
  readonly tenantName: string | undefined
  readonly keywords: readonly string[]
}

/** undefined when the forest has none. Throws DIRECTORY_…. */
export async function findConnectionPoint(
  directory: Directory,
  gateway: Gateway,
): Promise<ConnectionPoint | undefined> {
  const { configurationNamingContext } = await readRootDse(directory, gateway)
  const base = `${hybridJoinConnectionPoint},${configurationNamingContext}`
  const [entry] = await directory.search(gateway, {
    base,
    scope: 'base',
    filter: filter`(objectClass=*)`,
    attributes: ['keywords'],
  })
  if (!entry) return undefined
  const keywords = entry.attributes.keywords ?? []
  const after = (start: string) =>
    keywords.find((keyword) => keyword.toLowerCase().startsWith(start.toLowerCase()))?.slice(start.length)
  return {
    dn: entry.dn,
    tenantId: after(connectionPointKeywords.tenantId),
    tenantName: after(connectionPointKeywords.tenantName),
    keywords,
  }
}
