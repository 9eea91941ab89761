import type { Gateway } from '../config/gateway.ts'
import { readRootDse } from '../directory/read-root-dse.ts'
import type { BrowsedEntry, BrowserQuery, DirectoryBrowser } from '../ports/directory-browser.ts'
import type { Directory, DirectoryEntry } from '../ports.ts'
import { sidToBytes } from '../protocol/ad/sid.ts'
import { hasAccountFlag } from '../protocol/ad/user-account-control.ts'
import { isUnder } from '../protocol/ldap/distinguished-name.ts'
import { filter, type LdapFilter } from '../protocol/ldap/ldap-filter.ts'

const attributes = [
  ...['sAMAccountName', 'displayName', 'userPrincipalName', 'dNSHostName', 'mail', 'objectSid', 'objectGUID'],
  ...['userAccountControl', 'operatingSystem', 'userCertificate', 'objectClass'],
]

/** One search for each look, over attributes that AD indexes, bounded by the server itself. */
export function directoryBrowser(directory: Directory): DirectoryBrowser {
  return {
    async listEntries(gateway, query) {
      const { defaultNamingContext } = await readRootDse(directory, gateway)
      const found = await directory.search(gateway, {
        base: defaultNamingContext,
        scope: 'sub',
        filter: filterOf(query),
        attributes,
        sizeLimit: query.limit + 1,
      })
      return {
        entries: found
          .slice(0, query.limit)
          .map((entry) => browsedEntry(entry, gateway))
          .toSorted((one, other) => one.samAccountName.localeCompare(other.samAccountName)),
        more: found.length > query.limit,
      }
    },
  }
}

function filterOf({ kind, search }: BrowserQuery): LdapFilter {
  const which =
    kind === 'computer' ? filter`(objectCategory=computer)` : filter`(&(objectCategory=person)(objectClass=user))`
  return search === '' ? which : filter`(&${{ filter: which }}${{ filter: nameFilter(kind, search) }})`
}

function nameFilter(kind: BrowserQuery['kind'], search: string): LdapFilter {
  if (/^S-1-[\d-]{3,180}$/.test(search)) return filter`(objectSid=${sidToBytes(search)})`
  if (kind === 'computer') return filter`(|(sAMAccountName=${search}*)(dNSHostName=${search}*))`
  return filter`(|(sAMAccountName=${search}*)(userPrincipalName=${search}*)(displayName=${search}*)(sn=${search}*)(mail=${search}*))`
}

function browsedEntry(entry: DirectoryEntry, gateway: Gateway): BrowsedEntry {
  const one = (name: string): string | undefined => entry.attributes[name]?.[0]
  const flags = Number(one('userAccountControl') ?? Number.NaN)
  const isComputer = entry.attributes.objectClass?.includes('computer') === true
  const account = isComputer ? 'device' : 'user'
  return {
    dn: entry.dn,
    kind: isComputer ? 'computer' : 'user',
    samAccountName: one('sAMAccountName') ?? '',
    displayName: one('displayName'),
    userPrincipalName: one('userPrincipalName'),
    dnsHostName: one('dNSHostName'),
    mail: one('mail'),
    objectSid: one('objectSid'),
    objectGuid: one('objectGUID'),
    enabled: Number.isInteger(flags) ? !hasAccountFlag(flags, 'ACCOUNTDISABLE') : undefined,
    operatingSystem: one('operatingSystem'),
    hasCertificate: one('userCertificate') !== undefined,
    userTypeId: gateway.userTypes.find((type) => type.account === account && isUnder(entry.dn, type.searchBaseDn))?.id,
  }
}
