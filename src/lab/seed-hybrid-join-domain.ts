import { setConsistencyGuid } from './break-domain.ts'
import type { LabAccount } from './domain-accounts.ts'
import type { LabDomain } from './lab-domain.ts'
import { type ServiceConnectionPoint, writeServiceConnectionPoint } from './service-connection-point.ts'

export interface HybridJoinSeed extends ServiceConnectionPoint {
  /** The host name of the token service: the service account owns `HTTP/<stsHost>`. */
  readonly stsHost: string
  /** What follows the @ in the user's UPN and mail: the federated domain. The DNS domain when left out. */
  readonly upnSuffix?: string
}

export interface SeededDomain {
  readonly devicesOu: string
  readonly usersOu: string
  readonly spn: string
  /** Owns the SPN; AES only. */
  readonly serviceAccount: LabAccount
  /** May read the directory and nothing else: what the LDAP gateway binds as. */
  readonly readerAccount: LabAccount
  /** `WS01$` in OU=Devices, without mS-DS-ConsistencyGuid, as Entra Connect leaves computers. */
  readonly computer: LabAccount
  /** `alice` in OU=Users, with mail, UPN and mS-DS-ConsistencyGuid equal to her objectGUID. */
  readonly user: LabAccount
}

/** A domain in which everything is right for a hybrid join. */
export async function seedHybridJoinDomain(domain: LabDomain, seed: HybridJoinSeed): Promise<SeededDomain> {
  const suffix = seed.upnSuffix ?? domain.dnsDomain
  const devicesOu = await domain.createOu('Devices')
  const usersOu = await domain.createOu('Users')
  const spn = `HTTP/${seed.stsHost}`
  const user = await domain.createUser({
    sam: 'alice',
    cn: 'Alice Archer',
    upn: `alice@${suffix}`,
    mail: `alice@${suffix}`,
    ou: usersOu,
    attributes: { givenName: 'Alice', sn: 'Archer', displayName: 'Alice Archer' },
  })
  await setConsistencyGuid(domain, user, user.objectGuid)
  await writeServiceConnectionPoint(domain, seed)
  return {
    devicesOu,
    usersOu,
    spn,
    serviceAccount: await domain.createServiceAccount({
      sam: 'svc-joinery',
      upn: `svc-joinery@${domain.dnsDomain}`,
      spns: [spn],
    }),
    readerAccount: await domain.createUser({ sam: 'svc-reader', upn: `svc-reader@${domain.dnsDomain}` }),
    computer: await domain.createComputer({ sam: 'WS01$', ou: devicesOu }),
    user,
  }
}
