import { LdapDirectory } from '../../../src/directory/ldap-directory.ts'
import { LdapPasswords } from '../../../src/directory/ldap-passwords.ts'
import { borrowName } from '../../../src/lab/break-domain.ts'
import type { LabAccount, NewAccount } from '../../../src/lab/domain-accounts.ts'
import type { LabDomain } from '../../../src/lab/lab-domain.ts'
import { writeServiceConnectionPoint } from '../../../src/lab/service-connection-point.ts'
import { type Lab, startLab } from '../../../src/lab/start-lab.ts'
import { guidToBytes } from '../../../src/protocol/ad/guid.ts'
import { filter } from '../../../src/protocol/ldap/ldap-filter.ts'
import { type PasswordStage, type StagedDomain, stagedGateway } from '../../conformance/directory/directory-stage.ts'
import type { NewDomainAccount, TestDomain } from '../../fakes/memory-domain.ts'
import { memorySecrets } from '../../fakes/memory-secrets.ts'

/** The same stage as in memory, on two real Samba domains. */

export interface SambaStage extends PasswordStage {
  readonly lab: Lab
  readonly corpDomain: LabDomain
  readonly reader: LabAccount
  readonly directory: LdapDirectory
}

export const systemClock = { now: () => new Date(), monotonicMilliseconds: () => performance.now() }

export async function openSambaStage(): Promise<SambaStage> {
  const lab = await startLab({ domains: ['corp.example.test', 'other.example.test'] })
  try {
    const corp = await staged('corp', lab.domain('corp'))
    const other = await staged('other', lab.domain('other'))
    const bindPasswords = {
      'gateways/corp/bindPassword': corp.reader.password,
      'gateways/other/bindPassword': other.reader.password,
    }
    const directory = new LdapDirectory({ secrets: memorySecrets(bindPasswords), clock: systemClock })
    async function close(): Promise<void> {
      directory.close()
      await lab.stop()
    }
    const passwords = new LdapPasswords(directory, systemClock)
    const corpDomain = lab.domain('corp')
    const setPassword = (dn: string, password: string) =>
      corpDomain.modify(dn, { replace: { unicodePwd: Buffer.from(`"${password}"`, 'utf16le') } })
    return { lab, corpDomain, reader: corp.reader, directory, passwords, setPassword, corp, other, close }
  } catch (error) {
    await lab.stop()
    throw error
  }
}

async function staged(id: string, domain: LabDomain): Promise<StagedDomain & { readonly reader: LabAccount }> {
  const reader = await domain.createUser({ sam: 'svc-reader', upn: `svc-reader@${domain.dnsDomain}` })
  const testDomain = asTestDomain(domain)
  return {
    domain: testDomain,
    reader,
    gateway: stagedGateway(id, testDomain, { serversHostAndPort: [domain.address], caFile: domain.caFile }),
    getDomainController: () => getAccount(domain, 'DC1$'),
    async borrowUpn(account, upn) {
      await borrowName(domain, { ...account, upn: undefined, password: '' }, upn.split('@')[0] ?? '')
    },
    writeConnectionPoint: (tenantId, tenantName) => writeServiceConnectionPoint(domain, { tenantId, tenantName }),
  }
}

function asTestDomain(domain: LabDomain): TestDomain {
  return {
    baseDn: domain.baseDn,
    dnsDomain: domain.dnsDomain,
    domainSid: domain.domainSid,
    createOu: (name, under) => domain.createOu(name, under),
    createUser: (account) => domain.createUser(asLabAccount(account)),
    createComputer: (account) => domain.createComputer(asLabAccount(account)),
    async createGroup(sam) {
      await domain.add(`CN=${sam},CN=Users,${domain.baseDn}`, { objectClass: 'group', sAMAccountName: sam })
      return getAccount(domain, sam)
    },
    async addToGroup(account, groupSam) {
      const group = await getAccount(domain, groupSam)
      await domain.modify(group.dn, { add: { member: account.dn } })
    },
    async replace(dn, attributes) {
      const asBytes = (name: string, value: string | readonly string[]) =>
        name === 'mS-DS-ConsistencyGuid' && typeof value === 'string' ? guidToBytes(value) : value
      const replace = Object.entries(attributes).map(([name, value]) => [name, asBytes(name, value)] as const)
      await domain.modify(dn, { replace: Object.fromEntries(replace) })
    },
    rename: (dn, newDn) => domain.rename(dn, newDn),
    remove: (dn) => domain.remove(dn),
  }
}

function asLabAccount({ attributes, ...account }: NewDomainAccount): NewAccount {
  return { ...account, ...(attributes === undefined ? {} : { attributes }) }
}

async function getAccount(domain: LabDomain, sam: string) {
  const attributes = ['objectGUID', 'objectSid']
  const [entry] = await domain.search(filter`(sAMAccountName=${sam})`, { attributes })
  const objectGuid = entry?.attributes.objectGUID?.[0]
  const objectSid = entry?.attributes.objectSid?.[0]
  if (!entry || !objectGuid || !objectSid) throw new Error(`the domain has no ${sam}`)
  return { dn: entry.dn, sam, objectGuid, objectSid }
}
