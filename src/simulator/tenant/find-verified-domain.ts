import type { TenantDomain } from './tenant-options.ts'

/** The verified domain that a user name or a bare domain name belongs to; a sub-domain that is not verified itself belongs to its root. */
export function findVerifiedDomain(domains: readonly TenantDomain[], login: string): TenantDomain | undefined {
  const name = login.slice(login.lastIndexOf('@') + 1).toLowerCase()
  return domains
    .filter((domain) => name === domain.name.toLowerCase() || name.endsWith(`.${domain.name.toLowerCase()}`))
    .toSorted((one, other) => other.name.length - one.name.length)[0]
}
