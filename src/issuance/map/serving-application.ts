/**
 * Which application serves the account's domain. In: the UPN that will be sent, and all applications. Out: the one whose federated
 * domain the UPN suffix is or lies below; for a computer, which has no UPN, the application it came to. A user of another
 * domain is told of in the trace, not refused: Entra finds users by ImmutableID, and what it does then is its own to say
 * (docs/decisions/0018-facts-and-domains.md). [MS-ADA3 userPrincipalName] Not verified: that Entra knows the domain.
 */
import type { Application } from '../../config/application.ts'
import { findApplicationOfDomain, findUpnSuffix } from '../../config/find-application-of-domain.ts'
import { IdpError } from '../../errors.ts'
import type { Note } from '../../ports.ts'

export interface AccountDomain {
  readonly isDevice: boolean
  readonly upn: string | undefined
  readonly application: Application
  readonly applications: readonly Application[]
}

export function servingApplication(
  { isDevice, upn, application, applications }: AccountDomain,
  note: Note,
): Application | undefined {
  if (isDevice) return application
  const suffix = upn === undefined ? undefined : findUpnSuffix(upn)
  if (suffix === undefined) return undefined
  const serving = findApplicationOfDomain(applications, suffix)
  if (serving?.id === application.id) return serving
  const facts = { suffix, application: application.name, domain: application.domainName }
  const trouble =
    serving === undefined
      ? new IdpError('MAP_UPN_NOT_FEDERATED', facts)
      : new IdpError('MAP_UPN_OF_OTHER_DOMAIN', { ...facts, other: serving.name, otherIssuer: serving.issuerUri })
  note({ upnSuffix: suffix, warning: trouble.code, warningMeans: trouble.means, warningFix: trouble.fix })
  return serving
}
