import type { Directory } from '../../../src/ports.ts'
import { hybridJoinConnectionPoint } from '../../../src/protocol/names/active-directory.ts'
import { type MemoryDomain, memoryDomain } from '../../fakes/memory-domain.ts'
import { memoryPasswords } from '../../fakes/memory-passwords.ts'
import { type PasswordStage, type StagedDomain, stagedGateway } from './directory-stage.ts'

export interface MemoryStage extends PasswordStage {
  readonly corpDomain: MemoryDomain
}

/** Two domains in memory, each behind the gateway of its name. */
export async function openMemoryStage(): Promise<MemoryStage> {
  const corpDomain = memoryDomain('corp.example.test')
  const otherDomain = memoryDomain('other.example.test')
  const corp = staged('corp', corpDomain)
  const other = staged('other', otherDomain)
  const directory: Directory = {
    search: (gateway, query) => (gateway.id === 'corp' ? corpDomain : otherDomain).directory.search(gateway, query),
  }
  const passwords = memoryPasswords(({ id }) => (id === 'corp' ? corpDomain : otherDomain).directory)
  const setPassword = async (dn: string, password: string) => passwords.setPassword(dn, password)
  return { directory, passwords, setPassword, corp, other, corpDomain, close: async () => {} }
}

function staged(id: string, domain: MemoryDomain): StagedDomain {
  return {
    domain,
    gateway: stagedGateway(id, domain),
    async getDomainController() {
      const attributes = { userAccountControl: '532480', primaryGroupID: '516' }
      const controller = await domain.createComputer({ sam: 'DC1$', ou: 'OU=Domain Controllers', attributes })
      await domain.replace(controller.dn, { tokenGroups: [`${domain.domainSid}-516`] })
      return controller
    },
    borrowUpn: ({ dn }, userPrincipalName) => domain.replace(dn, { userPrincipalName }),
    async writeConnectionPoint(tenantId, tenantName) {
      const dn = `${hybridJoinConnectionPoint},CN=Configuration,${domain.baseDn}`
      const keywords = [`azureADId:${tenantId}`, `azureADName:${tenantName}`]
      domain.directory.entries.push({ dn, attributes: { objectClass: ['serviceConnectionPoint'], keywords } })
    },
  }
}
