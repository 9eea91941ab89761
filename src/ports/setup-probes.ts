import type { Gateway } from '../config/gateway.ts'
import type { Secret } from '../secret.ts'
import type { ConnectionStep, GatewayProposals } from './gateway-operations.ts'

/** What the first-run wizard finds out for the administrator, of a directory that no gateway knows yet. Nothing of it is kept. */
export interface SetupProbes {
  /** As DNS names the domain controllers of a domain, `dc1.corp.example.com:636`; none where DNS does not know. Never throws. */
  listDomainControllers(domainName: string): Promise<readonly string[]>
  /** Connects and binds, then looks around. Never throws: each step says how it went. */
  lookAround(candidate: SetupCandidate): Promise<SetupSurroundings>
  /** The account that is to bear the service names. Throws DIRECTORY_…. */
  readServiceAccount(candidate: SetupCandidate, wanted: WantedServiceAccount): Promise<ServiceAccountReport>
}

/** A gateway as it would be, with what was typed. */
export interface SetupCandidate {
  readonly gateway: Gateway
  readonly bindPassword: Secret
}

export interface SetupSurroundings {
  readonly steps: readonly ConnectionStep[]
  /** Undefined where a step failed. */
  readonly found:
    | (GatewayProposals & {
        /** Of AD Sites and Services, as ranges. */
        readonly subnets: readonly string[]
        readonly connectionPoint:
          | { readonly tenantId: string | undefined; readonly tenantName: string | undefined }
          | undefined
      })
    | undefined
}

export interface WantedServiceAccount {
  readonly userPrincipalName: string
  /** Tried once, so that AD does not lock the account. */
  readonly password: Secret | undefined
  readonly servicePrincipalNames: readonly string[]
}

export interface ServiceAccountReport {
  /** Undefined: there is no such account. */
  readonly account:
    | { readonly dn: string; readonly samAccountName: string; readonly supportsAes: boolean; readonly enabled: boolean }
    | undefined
  readonly services: readonly {
    readonly servicePrincipalName: string
    /** DNs; exactly the account's own is right. */
    readonly holders: readonly string[]
    readonly isRight: boolean
  }[]
  /** `text` is the directory's reason for refusing. */
  readonly password: { readonly outcome: 'right' | 'wrong' | 'notTried'; readonly text: string }
}
