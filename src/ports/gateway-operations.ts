import type { Gateway, UserType } from '../config/gateway.ts'
import type { IdpError } from '../errors.ts'
import type { HeldServiceKey, KerberosReport } from '../ports.ts'
import type { Secret } from '../secret.ts'

/** What an administrator does with a gateway and sees of it; src/ports.ts has the ports of sign-ins. */
export interface GatewayOperations {
  /** The connections of this node; each node of an installation has its own. */
  findInstance(gateway: Gateway): GatewayInstance
  /** Each step says how it went. Of an unsaved gateway nothing is kept. Throws LIVE_BIND_PASSWORD_NEEDED, DIRECTORY_BIND_PASSWORD_MISSING. */
  testConnection(candidate: GatewayCandidate): Promise<readonly ConnectionStep[]>
  /** Obtains a real ticket for every service name and accepts it. Throws KERBEROS_…, DIRECTORY_…. */
  testKerberos(gateway: Gateway): Promise<KerberosReport>
  /** Drops connections and credentials, reads salt and key version again; undefined where the gateway takes no tickets. Throws KERBEROS_…, DIRECTORY_…. */
  restart(gateway: Gateway): Promise<KerberosReport | undefined>
  /** What the directory says of the service account and its names, beside the keys in force. Throws KERBEROS_OFF, DIRECTORY_…. */
  readKerberos(gateway: Gateway): Promise<KerberosState>
  /** Throws DIRECTORY_…, LDAP_…. */
  testLookup(candidate: LookupCandidate): Promise<LookupTest>
  /** Throws DIRECTORY_…. */
  propose(candidate: GatewayCandidate): Promise<GatewayProposals>
}

export interface GatewayInstance {
  readonly hostname: string
  readonly version: string
  readonly connected: boolean
  readonly healthStatus: 'HEALTHY' | 'DEGRADED' | 'UNHEALTHY'
  /** When the connections were last made anew: at the start, by a restart, or because settings changed. */
  readonly initializedAt: Date | undefined
  /** The last answer of a domain controller. */
  readonly lastReportedAt: Date | undefined
  readonly operationsPerSecond: number
  readonly responseTimeMillis: number | undefined
  /** Host and port of each idle connection. */
  readonly connections: readonly string[]
  readonly waiting: number
  readonly currentErrors: readonly IdpError[]
}

/** A gateway as it would be. Without a typed password, the stored one serves, at the servers it was stored for and nowhere else. */
export interface GatewayCandidate {
  readonly gateway: Gateway
  readonly bindPassword: Secret | undefined
}

export interface ConnectionStep {
  readonly step: 'resolve' | 'connect' | 'tls' | 'bind' | 'rootDse' | 'base' | 'read'
  /** Host and port, or the DN that was read. */
  readonly target: string
  readonly outcome: 'ok' | 'warning' | 'failed' | 'skipped'
  readonly milliseconds: number
  /** What was found, in one sentence. */
  readonly text: string
  readonly problem?: IdpError
  /** As the server shows it, its own first; also where it is not trusted. */
  readonly certificates?: readonly ShownCertificate[]
}

export interface ShownCertificate {
  readonly subject: string
  readonly issuer: string
  readonly names: readonly string[]
  readonly validFrom: string
  readonly validTo: string
  /** SHA-256, with colons. */
  readonly fingerprint: string
  readonly pem: string
}

export interface KerberosState {
  readonly account: string
  /** undefined: the directory has no such account. */
  readonly found:
    | {
        readonly dn: string
        readonly samAccountName: string
        readonly userPrincipalName: string | undefined
        readonly keyVersionNumber: number
        readonly passwordLastSet: Date | undefined
        /** Names of the types; undefined: not set, the KDC's default holds. */
        readonly supportedEncryptionTypes: readonly string[] | undefined
        readonly supportsAes: boolean
      }
    | undefined
  readonly keys: readonly HeldServiceKey[]
  readonly services: readonly {
    readonly servicePrincipalName: string
    readonly holders: readonly { readonly dn: string; readonly samAccountName: string }[]
    /** Exactly the service account holds it. */
    readonly isRight: boolean
  }[]
}

export interface LookupCandidate extends GatewayCandidate {
  readonly userType: UserType
  /** As somebody would type it, or as a ticket names a computer (`WS01$`). */
  readonly identifier: string
}

/** What the filter of a user type finds, and what would be made of it. */
export interface LookupTest {
  /** As it is sent, the identifier escaped. */
  readonly filter: string
  readonly base: string
  /** At most five; exactly one is right. */
  readonly found: readonly { readonly dn: string; readonly attributes: Readonly<Record<string, readonly string[]>> }[]
  /** In the order they are tried; `matches` counts the entries under the base that hold the same value, up to two. */
  readonly links: readonly {
    readonly attribute: string
    readonly value: string | undefined
    readonly matches: number | undefined
  }[]
  /** The profile it maps to; undefined where there is not exactly one entry, or the mapping fails. */
  readonly profile: Readonly<Record<string, unknown>> | undefined
  /** Why a sign-in would be refused, or what is strange. */
  readonly problems: readonly IdpError[]
}

export interface GatewayProposals {
  readonly dnsDomain: string
  readonly server: string
  readonly namingContext: string
  /** Containers and OUs that hold users or computers, with how many (up to a thousand). */
  readonly bases: readonly {
    readonly dn: string
    readonly users: number
    readonly computers: number
  }[]
  /** Which attribute devices take Username and External ID from, and why. */
  readonly anchor: {
    readonly attribute: string
    readonly why: string
    readonly examples: readonly string[]
  }
  /** With "default values", for the bases that hold the most. */
  readonly userTypes: readonly UserType[]
}
