/**
 * What a running server tells of itself, its directories and one account, for the checks of `doctor --live`: plain values as JSON, no
 * signed token, no password, no key. The server gathers it; the doctor reads it as it reads everything else, so it can also be saved and
 * read later.
 */
export interface LiveEvidence {
  /** Version of this shape; by it the reader knows the document. */
  readonly joineryLive: 1
  /** ISO time of the server. */
  readonly at: string
  readonly objects: readonly LiveObject[]
}

export type LiveAbout = keyof LiveShapes
export type LiveObject = { readonly [About in LiveAbout]: { readonly about: About } & LiveShapes[About] }[LiveAbout]

/** One of Joinery's own errors, as the administrator is told it. */
export interface LiveProblem {
  readonly problem?: string | undefined
  readonly means?: string | undefined
  readonly fix?: string | undefined
  /** The check that the error names. */
  readonly check?: string | undefined
}

type Text = string | undefined
type Texts = readonly string[]

export interface LiveShapes {
  readonly server: {
    readonly publicUrl: string
    /** Who ends TLS. */
    readonly tls: 'server' | 'proxy'
    readonly trustedProxies: Texts
  }
  /** What a client is shown: by the listener itself, or at the name, by whatever stands before it. */
  readonly tls: {
    readonly way: 'listener' | 'name'
    /** Base64 of the DER, as served, the server's own first. */
    readonly certificates: Texts
    readonly hosts: Texts
    /** Why this machine's trust store does not lead to it; undefined where it does. */
    readonly distrust: Text
  }
  /** One GET of a published address: at the listener itself, or by its name as clients find it, through whatever stands before it. */
  readonly request: LiveProblem & {
    readonly way: 'listener' | 'name'
    readonly address: string
    readonly status?: number | undefined
    /** Whether the answer is what we publish. */
    readonly isOurs?: boolean | undefined
    /** That the name leads nowhere from the server says nothing of clients. */
    readonly isUnreachable?: boolean | undefined
  }
  /** The problem is that of its signing key. */
  readonly application: LiveProblem & {
    readonly application: string
    readonly domainName: string
    readonly issuerUri: Text
    readonly passiveSignInUri: string
    readonly activeSignInUri: string
    readonly metadataExchangeUri: string
    readonly signOutUri: string
    /** Base64 of the DER; the one that signs first, then the next. */
    readonly certificates: Texts
  }
  readonly mex: {
    readonly application: string
    readonly document: 'mex' | 'mex13'
    readonly text: string
  }
  readonly directory: LiveProblem & {
    readonly gateway: string
    readonly server?: Text
    readonly dnsDomain?: Text
    /** The domain controller's clock minus the server's; whole seconds. */
    readonly clockOffsetSeconds?: number | undefined
    readonly machineAccountQuota?: number | undefined
    /** What the UPNs of its users may end in. */
    readonly upnSuffixes?: Texts
  }
  readonly connectionPoint: {
    readonly gateway: string
    readonly isMissing: boolean
    readonly dn?: Text
    readonly azureADId?: Text
    readonly azureADName?: Text
  }
  readonly kerberos: LiveProblem & {
    readonly gateway: string
    readonly account: string
    readonly keyVersionInDirectory?: number | undefined
    readonly heldKeyVersions: Texts
    readonly heldEncryptionTypes: Texts
    readonly extendedProtection?: 'off' | 'whenSent' | 'required' | undefined
    readonly passwordLastSet?: Text
    /** When msDS-SupportedEncryptionTypes was last written; only a domain controller of Windows tells. */
    readonly encryptionTypesSet?: Text
    readonly clockOffsetSeconds?: number | undefined
  }
  /** A ticket that the server got for itself and accepted, or why not. */
  readonly service: LiveProblem & {
    readonly gateway: string
    readonly spn: string
    readonly encryptionType: Text
  }
  readonly spn: { readonly gateway: string; readonly spn: string; readonly holders: Texts }
  /** Attributes under their LDAP names: the service account, the named computer or user. */
  readonly account: { readonly [attribute: string]: string | Texts | undefined }
  readonly lockoutPolicy: {
    readonly gateway: string
    readonly policy: string
    readonly directoryThreshold: number
    readonly unfamiliarThreshold: number
    readonly warnings: Texts
  }
  /** An account with so many wrong passwords that Joinery asks the directory no more. */
  readonly lockedAccount: {
    readonly gateway: string
    readonly dn: string
    readonly attempts: number
    readonly until: string
  }
  /** An address whose passwords were refused unread, in the last hour. */
  readonly limitedAddress: { readonly remoteAddress: string; readonly refusals: number; readonly last: string }
  /** What the named account would get now, from lookup and map, never minted; or why nothing. */
  readonly preview: LiveProblem & {
    readonly asked: string
    readonly application?: Text
    readonly issuer?: Text
    readonly audience?: Text
    readonly nameIdentifier?: Text
    readonly nameIdentifierFormat?: Text
    readonly authenticationMethod?: Text
    readonly claims?: readonly { readonly name: string; readonly namespace: string; readonly values: Texts }[]
  }
}
