import { type Gateway, gateway as gatewaySchema } from '../../../src/config/gateway.ts'
import { cloudUserType, deviceUserType } from '../../../src/config/presets.ts'
import type { Directory, PasswordVerifier } from '../../../src/ports.ts'
import type { DomainAccount, TestDomain } from '../../fakes/memory-domain.ts'

/** Where the suites of the Directory port and of lookup play: two domains, in memory or on real Samba. */
export interface DirectoryStage {
  readonly directory: Directory
  readonly corp: StagedDomain
  /** A second domain, with a gateway of its own. */
  readonly other: StagedDomain
  close(): Promise<void>
}

/** The same, where passwords are judged too. */
export interface PasswordStage extends DirectoryStage {
  readonly passwords: PasswordVerifier
  setPassword(dn: string, password: string): Promise<void>
}

export interface StagedDomain {
  readonly domain: TestDomain
  readonly gateway: Gateway
  getDomainController(): Promise<DomainAccount>
  /** Gives the account a UPN that is another's implicit one, as old domains have it. */
  borrowUpn(account: DomainAccount, upn: string): Promise<void>
  writeConnectionPoint(tenantId: string, tenantName: string): Promise<void>
}

export const devicesOu = (domain: Pick<TestDomain, 'baseDn'>) => `OU=Devices,${domain.baseDn}`
export const usersOu = (domain: Pick<TestDomain, 'baseDn'>) => `OU=Users,${domain.baseDn}`

/** A gateway with the two preset user types over `OU=Users` and `OU=Devices`. */
export function stagedGateway(
  id: string,
  domain: TestDomain,
  connection: Readonly<Record<string, unknown>> = {},
): Gateway {
  return gatewaySchema.parse({
    id,
    name: `AD of ${domain.dnsDomain}`,
    serversHostAndPort: ['127.0.0.1'],
    bindDN: `svc-reader@${domain.dnsDomain}`,
    userTypes: [
      cloudUserType({ id: 'users', searchBaseDn: usersOu(domain) }),
      deviceUserType({ id: 'devices', searchBaseDn: devicesOu(domain) }),
    ],
    ...connection,
  })
}

export async function createStagedOus(domain: TestDomain): Promise<void> {
  await domain.createOu('Users')
  await domain.createOu('Devices')
}
