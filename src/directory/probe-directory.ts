import type { Gateway, UserType } from '../config/gateway.ts'
import { anchorAttributesOf, ldapAttributesOf } from '../config/ldap-attributes-of.ts'
import type { ConnectionStep } from '../ports/gateway-operations.ts'
import type { Clock, Directory } from '../ports.ts'
import { filter } from '../protocol/ldap/ldap-filter.ts'
import { timed } from './connection-step.ts'
import { findServiceAccount } from './find-service-account.ts'
import { readRootDse } from './read-root-dse.ts'

/** Whether the bind account sees what sign-ins need: the rootDSE, each search base, and values of each attribute that is read. */
export async function probeDirectory(
  directory: Directory,
  gateway: Gateway,
  clock: Clock,
): Promise<readonly ConnectionStep[]> {
  const root = await timed(clock, 'rootDse', gateway.serversHostAndPort[0] ?? '', async () => {
    const { dnsHostName, defaultNamingContext, currentTime } = await readRootDse(directory, gateway)
    const offsetSeconds = Math.round((currentTime.getTime() - clock.now().getTime()) / 1000)
    const text = `${dnsHostName} serves ${defaultNamingContext}.`
    if (Math.abs(offsetSeconds) <= toleratedSeconds) return { text }
    return {
      outcome: 'warning',
      text: `${text} Its clock is ${offsetSeconds} seconds from ours; Kerberos takes 300.`,
    }
  })
  if (root.outcome === 'failed') return [root]
  const types = await Promise.all(
    gateway.userTypes.map((userType) => probeUserType(directory, gateway, userType, clock)),
  )
  const account = gateway.kerberos?.serviceAccountUserPrincipalName
  const service = account === undefined ? [] : [await probeServiceAccount(directory, gateway, account, clock)]
  return [root, ...types.flat(), ...service]
}

const toleratedSeconds = 60
const sampleSize = 50

async function probeUserType(
  directory: Directory,
  gateway: Gateway,
  userType: UserType,
  clock: Clock,
): Promise<readonly ConnectionStep[]> {
  const { searchBaseDn, account, name } = userType
  const wanted = ['sAMAccountName', 'objectSid', 'objectGUID', 'userAccountControl', 'objectClass', 'pwdLastSet']
  // Where ConsistencyGuid is empty, objectGUID stands in for it.
  const [anchor = '', standIn] = anchorAttributesOf(gateway)
  const optional = [...new Set([anchor, ...ldapAttributesOf(userType)])].filter(
    (attribute) => isOwnAttribute(attribute) && (standIn === undefined || attribute !== anchor),
  )
  const base = await timed(clock, 'base', searchBaseDn, async () => {
    const [entry] = await directory.search(gateway, {
      ...{ base: searchBaseDn, scope: 'base', filter: filter`(objectClass=*)`, attributes: ['dn'] },
    })
    return entry
      ? { text: `The search base of ${name} is there.` }
      : { outcome: 'warning', text: `The search base of ${name} is not there, or the bind account may not see it.` }
  })
  if (base.outcome !== 'ok') return [base]
  const read = await timed(clock, 'read', searchBaseDn, async () => {
    const entries = await directory.search(gateway, {
      base: searchBaseDn,
      scope: 'sub',
      filter:
        account === 'device' ? filter`(objectCategory=computer)` : filter`(&(objectCategory=person)(objectClass=user))`,
      attributes: [...new Set([...wanted, ...optional])],
      sizeLimit: sampleSize,
    })
    const one = account === 'device' ? 'computer' : 'user'
    const kind = `${one}s`
    if (entries.length === 0)
      return { outcome: 'warning', text: `There are no ${kind} under it, or the bind account may not see them.` }
    const neverSeen = (names: readonly string[]) =>
      [...new Set(names)].filter((attribute) => entries.every(({ attributes }) => attributes[attribute] === undefined))
    const [missing, empty] = [neverSeen(wanted), neverSeen(optional)]
    const sample = entries.length === 1 ? `One ${one} was read` : `${entries.length} ${kind} were read`
    if (missing.length > 0)
      return {
        outcome: 'warning',
        text: `${sample}, and none shows ${missing.join(', ')}: the bind account lacks the right to read them.`,
      }
    // Telephone numbers and the like are empty in many a domain.
    return {
      text:
        empty.length > 0
          ? `${sample}. Nothing is in ${empty.join(', ')}.`
          : `${sample}, with every attribute that is mapped.`,
    }
  })
  return [base, read]
}

/** What names the entry itself, or stands for others, is no attribute to be read. */
function isOwnAttribute(name: string): boolean {
  return !['dn', 'sourceanchor', 'tokengroups'].includes(name.toLowerCase())
}

function probeServiceAccount(
  directory: Directory,
  gateway: Gateway,
  account: string,
  clock: Clock,
): Promise<ConnectionStep> {
  return timed(clock, 'read', account, async () => {
    const found = await findServiceAccount(directory, gateway, account)
    return found
      ? { text: `The service account is ${found.dn}, key version ${found.keyVersionNumber}.` }
      : { outcome: 'warning', text: 'The directory has no service account of that UPN.' }
  })
}
