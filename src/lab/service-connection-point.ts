import { IdpError } from '../errors.ts'
import type { LabDomain } from './lab-domain.ts'

export interface ServiceConnectionPoint {
  /** GUID text. */
  readonly tenantId: string
  /** A verified domain of the tenant. */
  readonly tenantName: string
}

/** Where Entra Connect writes it, and every Windows looks. */
function serviceConnectionPointDn(baseDn: string): string {
  return `CN=62a0ff2e-97b9-4513-943f-0d221bd30080,${containerDn(baseDn)}`
}

/** Writes the object that tells a device its tenant, or overwrites the one that is there. */
export async function writeServiceConnectionPoint(domain: LabDomain, point: ServiceConnectionPoint): Promise<void> {
  await removeServiceConnectionPoint(domain)
  await ignoring(68, domain.add(containerDn(domain.baseDn), { objectClass: 'container' }))
  await domain.add(serviceConnectionPointDn(domain.baseDn), {
    objectClass: 'serviceConnectionPoint',
    keywords: [`azureADName:${point.tenantName}`, `azureADId:${point.tenantId}`],
  })
}

/** It is no error when there is none. */
export function removeServiceConnectionPoint(domain: LabDomain): Promise<void> {
  return ignoring(32, domain.remove(serviceConnectionPointDn(domain.baseDn)))
}

function containerDn(baseDn: string): string {
  return `CN=Device Registration Configuration,CN=Services,CN=Configuration,${baseDn}`
}

/** Lets one LDAP result code pass: 32 is noSuchObject, 68 entryAlreadyExists [RFC4511 §4.1.9]. */
async function ignoring(code: number, done: Promise<void>): Promise<void> {
  try {
    await done
  } catch (error) {
    if (!(error instanceof IdpError && error.facts.code === code)) throw error
  }
}
