import type { Application } from '../../config/application.ts'
import { IdpError } from '../../errors.ts'
import type { AdminPorts } from '../admin-ports.ts'
import { type FederationProperties, federationProperties } from '../scripts/federation-properties.ts'

/** An application, and what Entra is to be told of it. Throws ADMIN_NOT_FOUND. A key that is missing leaves its certificate out. */
export async function readFederation(
  { settings, signers }: Pick<AdminPorts, 'settings' | 'signers'>,
  applicationId: string,
): Promise<{ readonly application: Application; readonly properties: FederationProperties }> {
  const { managed, publicUrl } = settings.current()
  const application = managed.applications.find(({ id }) => id === applicationId)
  if (application === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'application', id: applicationId })
  const certificates = await signers.certificatesFor(application).catch(() => [])
  return { application, properties: federationProperties(application, publicUrl, certificates) }
}
