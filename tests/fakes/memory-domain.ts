import { createHash } from 'node:crypto'
import { guidFromBytes } from '../../src/protocol/ad/guid.ts'
import { userAccountControlFlags } from '../../src/protocol/ad/user-account-control.ts'
import { isUnder, serializeDn } from '../../src/protocol/ldap/distinguished-name.ts'
import { type MemoryDirectory, type MemoryEntry, memoryDirectory } from './memory-directory.ts'

/** An Active Directory domain in memory: fills in what a domain controller does when accounts are made. */

export interface DomainAccount {
  readonly dn: string
  readonly sam: string
  readonly objectGuid: string
  readonly objectSid: string
}

export interface NewDomainAccount {
  readonly sam: string
  readonly ou?: string
  readonly cn?: string
  readonly upn?: string
  readonly mail?: string
  readonly consistencyGuid?: string
  readonly enabled?: boolean
  readonly attributes?: Readonly<Record<string, string | readonly string[]>>
}

/** What lookup and the directory need of a domain: the laboratory's real one offers the same. */
export interface TestDomain {
  readonly baseDn: string
  readonly dnsDomain: string
  readonly domainSid: string
  createOu(name: string, under?: string): Promise<string>
  createUser(account: NewDomainAccount): Promise<DomainAccount>
  createComputer(account: NewDomainAccount): Promise<DomainAccount>
  createGroup(sam: string): Promise<DomainAccount>
  addToGroup(account: { readonly dn: string }, groupSam: string): Promise<void>
  /** An empty list removes the attribute. */
  replace(dn: string, attributes: Readonly<Record<string, string | readonly string[]>>): Promise<void>
  rename(dn: string, newDn: string): Promise<void>
  remove(dn: string): Promise<void>
}

export interface MemoryDomain extends TestDomain {
  readonly directory: MemoryDirectory
}

const { NORMAL_ACCOUNT, WORKSTATION_TRUST_ACCOUNT, ACCOUNTDISABLE } = userAccountControlFlags
const never = '9223372036854775807'

export function memoryDomain(dnsDomain = 'corp.example.test', directory = memoryDirectory()): MemoryDomain {
  const baseDn = dnsDomain
    .split('.')
    .map((label) => `DC=${label}`)
    .join(',')
  const hash = createHash('sha256').update(dnsDomain).digest()
  const domainSid = `S-1-5-21-${hash.readUInt32LE(0)}-${hash.readUInt32LE(4)}-${hash.readUInt32LE(8)}`
  const schema = `CN=Schema,CN=Configuration,${baseDn}`
  let lastRid = 1103

  function add(dn: string, attributes: MemoryEntry['attributes'] & object): MemoryEntry {
    const entry = { dn, attributes: { ...attributes } }
    directory.entries.push(entry)
    return entry
  }

  function create(account: NewDomainAccount, kind: Kind): DomainAccount {
    lastRid += 1
    const name = escaped(account.cn ?? account.sam.replace(/\$$/, ''))
    const dn = `CN=${name},${wholeDn(account.ou ?? kind.container)}`
    const objectSid = `${domainSid}-${lastRid}`
    const objectGuid = guidFromBytes(createHash('md5').update(objectSid).digest())
    const control =
      kind.control === undefined ? [] : [String(kind.control | (account.enabled === false ? ACCOUNTDISABLE : 0))]
    const given = Object.entries(account.attributes ?? {}).map(([key, value]) => [key, listOf(value)] as const)
    add(dn, {
      cn: [account.cn ?? account.sam.replace(/\$$/, '')],
      objectClass: kind.classes,
      objectCategory: [`CN=${kind.category},${schema}`],
      objectSid: [objectSid],
      objectGUID: [objectGuid],
      sAMAccountName: [account.sam],
      userAccountControl: control,
      ...(kind.primaryGroup === undefined
        ? {}
        : { primaryGroupID: [String(kind.primaryGroup)], accountExpires: [never] }),
      tokenGroups: kind.primaryGroup === undefined ? [] : [`${domainSid}-${kind.primaryGroup}`],
      'msDS-KeyVersionNumber': ['2'],
      pwdLastSet: ['133800000000000000'],
      userPrincipalName: account.upn === undefined ? [] : [account.upn],
      mail: account.mail === undefined ? [] : [account.mail],
      'mS-DS-ConsistencyGuid': account.consistencyGuid === undefined ? [] : [account.consistencyGuid],
      ...Object.fromEntries(given),
    })
    return { dn, sam: account.sam, objectGuid, objectSid }
  }

  const wholeDn = (dn: string) => (isUnder(dn, baseDn) ? dn : `${dn},${baseDn}`)
  const find = (dn: string): MemoryEntry => {
    const entry = directory.entries.find((held) => held.dn !== '' && isSameDn(held.dn, dn))
    if (!entry) throw new Error(`no entry ${dn}`)
    return entry
  }

  add('', {
    objectClass: ['top'],
    defaultNamingContext: [baseDn],
    rootDomainNamingContext: [baseDn],
    configurationNamingContext: [`CN=Configuration,${baseDn}`],
    dnsHostName: [`dc1.${dnsDomain}`],
    currentTime: ['20260301120000.0Z'],
  })
  add(baseDn, { objectClass: ['top', 'domain'], objectSid: [domainSid], 'ms-DS-MachineAccountQuota': ['10'] })
  add(`CN=Users,${baseDn}`, { objectClass: ['top', 'container'] })
  add(`CN=Computers,${baseDn}`, { objectClass: ['top', 'container'] })
  add(`CN=Domain Computers,CN=Users,${baseDn}`, { objectClass: ['top', 'group'], objectSid: [`${domainSid}-515`] })

  return {
    baseDn,
    dnsDomain,
    domainSid,
    directory,
    async createOu(name, under = baseDn) {
      const dn = `OU=${escaped(name)},${wholeDn(under)}`
      add(dn, { ou: [name], objectClass: ['top', 'organizationalUnit'] })
      return dn
    },
    createUser: async (account) => create(account, kinds.user),
    createComputer: async (account) => create(account, kinds.computer),
    createGroup: async (sam) => create({ sam }, kinds.group),
    async addToGroup({ dn }, groupSam) {
      const group = directory.entries.find(({ attributes }) => attributes.sAMAccountName?.[0] === groupSam)
      const { attributes } = find(dn)
      attributes.tokenGroups = [...(attributes.tokenGroups ?? []), ...(group?.attributes.objectSid ?? [])]
    },
    async replace(dn, attributes) {
      const entry = find(dn)
      for (const [name, value] of Object.entries(attributes)) entry.attributes[name] = listOf(value)
    },
    async rename(dn, newDn) {
      find(dn).dn = newDn
    },
    async remove(dn) {
      directory.entries.splice(directory.entries.indexOf(find(dn)), 1)
    },
  }
}

interface Kind {
  readonly classes: readonly string[]
  readonly category: string
  readonly container: string
  readonly control: number | undefined
  readonly primaryGroup: number | undefined
}

const person = ['top', 'person', 'organizationalPerson', 'user']
const kinds: Readonly<Record<'user' | 'computer' | 'group', Kind>> = {
  user: { classes: person, category: 'Person', container: 'CN=Users', control: NORMAL_ACCOUNT, primaryGroup: 513 },
  computer: {
    classes: [...person, 'computer'],
    category: 'Computer',
    container: 'CN=Computers',
    control: WORKSTATION_TRUST_ACCOUNT,
    primaryGroup: 515,
  },
  group: {
    classes: ['top', 'group'],
    category: 'Group',
    container: 'CN=Users',
    control: undefined,
    primaryGroup: undefined,
  },
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value
}

function isSameDn(left: string, right: string): boolean {
  return isUnder(left, right) && isUnder(right, left)
}

function escaped(value: string): string {
  return serializeDn([[{ type: 'cn', kind: 'text', value }]]).slice('cn='.length)
}
