import type { Gateway } from '../config/gateway.ts'
import { IdpError } from '../errors.ts'
import type { Directory } from '../ports.ts'
import { findGeneralizedTime } from '../protocol/ldap/generalized-time.ts'
import { filter } from '../protocol/ldap/ldap-filter.ts'
import { getText } from './entry-values.ts'

export interface RootDse {
  /** The domain's naming context, `DC=corp,DC=example,DC=com`. */
  readonly defaultNamingContext: string
  readonly rootDomainNamingContext: string
  readonly configurationNamingContext: string
  /** The domain controller that answered. */
  readonly dnsHostName: string
  /** Its clock. */
  readonly currentTime: Date
}

const attributes = [
  'defaultNamingContext',
  'rootDomainNamingContext',
  'configurationNamingContext',
  'dnsHostName',
  'currentTime',
]

/** What the domain controller says of itself. [MS-ADTS §3.1.1.3.2] Throws DIRECTORY_…; _VALUE_INVALID where this is no AD. */
export async function readRootDse(directory: Directory, gateway: Gateway): Promise<RootDse> {
  const [entry] = await directory.search(gateway, {
    base: '',
    scope: 'base',
    filter: filter`(objectClass=*)`,
    attributes,
  })
  const root = entry ?? { dn: '', attributes: {} }
  const currentTime = findGeneralizedTime(getText(root, 'currentTime'))
  if (!currentTime)
    throw new IdpError('DIRECTORY_VALUE_INVALID', { dn: 'the rootDSE', attribute: 'currentTime', observed: 'no time' })
  return {
    defaultNamingContext: getText(root, 'defaultNamingContext'),
    rootDomainNamingContext: getText(root, 'rootDomainNamingContext'),
    configurationNamingContext: getText(root, 'configurationNamingContext'),
    dnsHostName: getText(root, 'dnsHostName'),
    currentTime,
  }
}
