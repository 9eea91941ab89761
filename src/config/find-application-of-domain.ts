import type { Application } from './application.ts'

/**
 * The application that serves a DNS domain: the one whose domainName it is, else the nearest above it. A federated domain's settings
 * hold for the domains below it in Entra too, unless those were promoted to domains of their own.
 */
export function findApplicationOfDomain(
  applications: readonly Application[],
  dnsDomain: string,
): Application | undefined {
  const domain = dnsDomain.toLowerCase().replace(/\.$/, '')
  return applications
    .filter(({ domainName }) => `.${domain}`.endsWith(`.${domainName.toLowerCase()}`))
    .toSorted((a, b) => b.domainName.length - a.domainName.length)[0]
}

/** The part of a user principal name that Entra knows domains by. */
export function findUpnSuffix(upn: string): string | undefined {
  const at = upn.lastIndexOf('@')
  return at <= 0 || at === upn.length - 1 ? undefined : upn.slice(at + 1).toLowerCase()
}
