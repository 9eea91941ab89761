/**
 * The query of one user link attribute. In: the attribute, the value an entry had at its last sign-in, and where to look. Out: a query
 * that finds whoever has that value now; names are read by themselves [RFC4511 §4.5.1.2], GUIDs and SIDs are compared as bytes
 * [MS-DTYP §2.3.4]. Not verified: that it finds one entry only.
 */
import type { DirectoryQuery } from '../../ports.ts'
import { guidToBytes } from '../../protocol/ad/guid.ts'
import { sidToBytes } from '../../protocol/ad/sid.ts'
import { filter, filterFromPattern } from '../../protocol/ldap/ldap-filter.ts'

export function linkQuery(
  link: string,
  value: string,
  base: string,
): Pick<DirectoryQuery, 'base' | 'scope' | 'filter'> {
  switch (link.toLowerCase()) {
    case 'dn':
    case 'distinguishedname':
      return { base: value, scope: 'base', filter: filter`(objectClass=*)` }
    case 'objectguid':
      return { base, scope: 'sub', filter: filter`(objectGUID=${guidToBytes(value)})` }
    case 'ms-ds-consistencyguid':
      return { base, scope: 'sub', filter: filter`(mS-DS-ConsistencyGuid=${guidToBytes(value)})` }
    case 'objectsid':
      return { base, scope: 'sub', filter: filter`(objectSid=${sidToBytes(value)})` }
    default:
      return { base, scope: 'sub', filter: attributeFilter(link, value) }
  }
}

/** The attribute's name comes from the settings, where only LDAP names are allowed; the value is escaped. */
function attributeFilter(link: string, value: string) {
  return filterFromPattern(`(${link}=\${identifier})`, value)
}
