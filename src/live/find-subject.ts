import type { Gateway } from '../config/gateway.ts'
import { dnsDomainOf } from '../directory/find-service-account.ts'
import { readRootDse } from '../directory/read-root-dse.ts'
import { IdpError } from '../errors.ts'
import type { VerifiedPrincipal } from '../issuance/stages.ts'
import type { DirectoryEntry, Ports } from '../ports.ts'
import { sidToBytes } from '../protocol/ad/sid.ts'
import { filter, type LdapFilter } from '../protocol/ldap/ldap-filter.ts'
import type { LiveSubject } from './live-sources.ts'

/** One account that an administrator names: nobody authenticated, so it is good for lookup and map only. */
export interface NamedAccount {
  readonly entry: DirectoryEntry
  /** As a ticket would name it. */
  readonly principal: Omit<VerifiedPrincipal, 'authentication'>
}

const attributes = [
  ...['sAMAccountName', 'userPrincipalName', 'objectSid', 'objectGUID', 'mS-DS-ConsistencyGuid', 'dNSHostName'],
  ...['userAccountControl', 'userCertificate', 'objectClass', 'mail'],
]

/** undefined where the gateway has nobody of that name. Throws LIVE_SUBJECT_AMBIGUOUS, DIRECTORY_…. */
export async function findSubject(
  { directory }: Pick<Ports, 'directory'>,
  gateway: Gateway,
  subject: LiveSubject,
): Promise<NamedAccount | undefined> {
  const { defaultNamingContext } = await readRootDse(directory, gateway)
  const entries = await directory.search(gateway, {
    ...{ base: defaultNamingContext, scope: 'sub', filter: filterOf(subject), attributes, sizeLimit: 2 },
  })
  const [entry, second] = entries
  if (entry === undefined) return undefined
  if (second) throw new IdpError('LIVE_SUBJECT_AMBIGUOUS', { name: subject.name, found: entries.map(({ dn }) => dn) })
  const [objectSid, samAccountName] = [entry.attributes.objectSid?.[0], entry.attributes.sAMAccountName?.[0]]
  if (objectSid === undefined || samAccountName === undefined) return undefined
  return {
    entry,
    principal: {
      gateway,
      kerberosRealm: gateway.kerberos?.realm ?? dnsDomainOf(defaultNamingContext).toUpperCase(),
      samAccountName,
      objectSid,
      channelBinding: 'none',
      replyToken: undefined,
    },
  }
}

function filterOf({ account, name }: LiveSubject): LdapFilter {
  const kind =
    account === 'device' ? filter`(objectClass=computer)` : filter`(objectClass=user)(!(objectClass=computer))`
  return filter`(&${{ filter: kind }}${{ filter: nameFilter(account, name) }})`
}

function nameFilter(account: LiveSubject['account'], name: string): LdapFilter {
  if (/^S-1-[\d-]{3,180}$/.test(name)) return filter`(objectSid=${sidToBytes(name)})`
  if (account === 'device') return filter`(sAMAccountName=${name.endsWith('$') ? name : `${name}$`})`
  return filter`(|(userPrincipalName=${name})(sAMAccountName=${name}))`
}
