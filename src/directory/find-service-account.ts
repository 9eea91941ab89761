import type { Gateway } from '../config/gateway.ts'
import { IdpError } from '../errors.ts'
import type { Directory, DirectoryEntry } from '../ports.ts'
import { findFiletimeMilliseconds, parseFiletime } from '../protocol/ad/filetime.ts'
import { parseDn } from '../protocol/ldap/distinguished-name.ts'
import { filter } from '../protocol/ldap/ldap-filter.ts'
import { findInteger, findText, getInteger, getText } from './entry-values.ts'
import { readRootDse } from './read-root-dse.ts'

/** The account that owns the service's SPN, as the directory holds it. */
export interface ServiceAccount {
  readonly dn: string
  readonly samAccountName: string
  /** As written in the directory; undefined for an account that has only its implicit one. */
  readonly userPrincipalName: string | undefined
  readonly objectSid: string
  /** Counts password changes; tickets carry it. [MS-ADTS §3.1.1.4.5.16] */
  readonly keyVersionNumber: number
  /** undefined: not set, the KDC's default holds. [MS-KILE §2.2.7] */
  readonly supportedEncryptionTypes: number | undefined
  readonly userAccountControl: number
  /** undefined: must be changed at the next sign-in. */
  readonly passwordLastSet: Date | undefined
  readonly servicePrincipalNames: readonly string[]
}

const attributes = [
  'sAMAccountName',
  'userPrincipalName',
  'objectSid',
  'msDS-KeyVersionNumber',
  'msDS-SupportedEncryptionTypes',
  'userAccountControl',
  'pwdLastSet',
  'servicePrincipalName',
]

/**
 * The account with that UPN, or whose implicit UPN (`sAMAccountName@DNS domain`) it is; undefined when there is none.
 * [MS-ADTS §5.1.1.1.1] Throws DIRECTORY_…; _SERVICE_ACCOUNT_AMBIGUOUS when it could be several.
 */
export async function findServiceAccount(
  directory: Directory,
  gateway: Gateway,
  userPrincipalName: string,
): Promise<ServiceAccount | undefined> {
  const { defaultNamingContext } = await readRootDse(directory, gateway)
  const byUpn = filter`(userPrincipalName=${userPrincipalName})`
  const [name = '', suffix = ''] = userPrincipalName.split(/@(?=[^@]*$)/)
  const isImplicit = suffix.toLowerCase() === dnsDomainOf(defaultNamingContext)
  const entries = await directory.search(gateway, {
    base: defaultNamingContext,
    scope: 'sub',
    filter: isImplicit ? filter`(|${{ filter: byUpn }}(sAMAccountName=${name}))` : byUpn,
    attributes,
    sizeLimit: 5,
  })
  if (entries.length > 1)
    throw new IdpError('DIRECTORY_SERVICE_ACCOUNT_AMBIGUOUS', { userPrincipalName, found: entries.map(({ dn }) => dn) })
  return entries[0] && serviceAccountOf(entries[0])
}

function serviceAccountOf(entry: DirectoryEntry): ServiceAccount {
  const passwordLastSet = findFiletimeMilliseconds(parseFiletime(getText(entry, 'pwdLastSet')))
  return {
    dn: entry.dn,
    samAccountName: getText(entry, 'sAMAccountName'),
    userPrincipalName: findText(entry, 'userPrincipalName'),
    objectSid: getText(entry, 'objectSid'),
    keyVersionNumber: getInteger(entry, 'msDS-KeyVersionNumber'),
    supportedEncryptionTypes: findInteger(entry, 'msDS-SupportedEncryptionTypes'),
    userAccountControl: getInteger(entry, 'userAccountControl'),
    passwordLastSet: passwordLastSet === undefined ? undefined : new Date(passwordLastSet),
    servicePrincipalNames: entry.attributes.servicePrincipalName ?? [],
  }
}

/** `DC=corp,DC=example,DC=com` -> `corp.example.com`: the realm in lower case, whatever UPN suffixes the forest has. */
export function dnsDomainOf(namingContext: string): string {
  const labels = parseDn(namingContext).map((relative) => relative[0]?.value ?? '')
  return labels.join('.').toLowerCase()
}
