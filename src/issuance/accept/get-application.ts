import type { Application } from '../../config/application.ts'
import { IdpError } from '../../errors.ts'

/**
 * The application that an address names. In: an id from a URL (untrusted). Out: an application that is switched on; one that is off is
 * not there. Addresses are the relying party's, one for each [WSFed12 §13.1]. Proves nothing about the caller.
 */
export function getApplication(applications: readonly Application[], applicationId: string): Application {
  const application = applications.find((candidate) => candidate.id === applicationId)
  if (application === undefined) throw new IdpError('ACCEPT_APPLICATION_UNKNOWN', { applicationId })
  if (!application.enabled) throw new IdpError('ACCEPT_APPLICATION_DISABLED', { application: application.name })
  return application
}
