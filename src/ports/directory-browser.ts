import type { Gateway } from '../config/gateway.ts'

/** Looks around in a live directory, for administrators; sign-ins never do. */
export interface DirectoryBrowser {
  /** By the beginning of a name, or by SID. Throws DIRECTORY_…. */
  listEntries(gateway: Gateway, query: BrowserQuery): Promise<BrowserAnswer>
}

export interface BrowserQuery {
  readonly kind: 'computer' | 'user'
  /** Empty: whoever comes first. */
  readonly search: string
  /** Most there may be. */
  readonly limit: number
}

export interface BrowserAnswer {
  readonly entries: readonly BrowsedEntry[]
  /** There are more than were asked for: type more of the name. */
  readonly more: boolean
}

/** A fixed choice of attributes: who it is, and what decides a sign-in. */
export interface BrowsedEntry {
  readonly dn: string
  readonly kind: 'computer' | 'user'
  readonly samAccountName: string
  readonly displayName: string | undefined
  readonly userPrincipalName: string | undefined
  readonly dnsHostName: string | undefined
  readonly mail: string | undefined
  readonly objectSid: string | undefined
  readonly objectGuid: string | undefined
  readonly enabled: boolean | undefined
  readonly operatingSystem: string | undefined
  /** A computer with a certificate in userCertificate: Windows began a managed hybrid join, Entra Connect can sync it. */
  readonly hasCertificate: boolean
  /** Id of the first user type whose base holds it; undefined: no sign-in finds it. */
  readonly userTypeId: string | undefined
}
