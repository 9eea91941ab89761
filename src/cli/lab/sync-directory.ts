import type { LabDomain } from '../../lab/lab-domain.ts'
import { guidToBase64 } from '../../protocol/ad/guid.ts'
import type { TenantControl } from '../../simulator/tenant/control-tenant.ts'
import type { SyncedComputer, SyncedUser } from '../../simulator/tenant/tenant-options.ts'

export interface SyncScope {
  readonly computers?: boolean
  readonly users?: boolean
}

/** One cycle of what Entra Connect does: reads AD, brings computers and users to the tenant. What is out of scope goes. */
export async function syncDirectory(
  domain: LabDomain,
  tenant: TenantControl,
  { computers = true, users = true }: SyncScope = {},
): Promise<void> {
  await tenant.syncDirectory({
    computers: computers ? await readComputers(domain) : [],
    users: users ? await readUsers(domain) : [],
  })
}

async function readComputers(domain: LabDomain): Promise<SyncedComputer[]> {
  // 515: workstations. Domain controllers are no devices.
  const found = await domain.search('(&(objectCategory=computer)(primaryGroupID=515))')
  return found.map(({ attributes }) => ({
    objectGuid: attributes.objectGUID?.[0] ?? '',
    objectSid: attributes.objectSid?.[0] ?? '',
    displayName: attributes.cn?.[0] ?? '',
    userCertificates: [...(attributes.userCertificate ?? [])],
  }))
}

async function readUsers(domain: LabDomain): Promise<SyncedUser[]> {
  const found = await domain.search('(&(objectCategory=person)(objectClass=user)(userPrincipalName=*)(mail=*))')
  return found.map(({ attributes }) => ({
    userPrincipalName: attributes.userPrincipalName?.[0] ?? '',
    immutableId: guidToBase64(attributes.objectGUID?.[0] ?? ''),
    objectSid: attributes.objectSid?.[0] ?? '',
  }))
}
