import type { Fact, Facts, ReadingBase } from '../fact.ts'

/** `dsregcmd /status`, whole or in part. Fields by Windows' own labels, such as `AzureAdJoined`; times and GUIDs as Fact.value has them. */
export interface DsregcmdStatus extends ReadingBase<'dsregcmd-status'> {
  readonly facts: Readonly<Record<string, Fact | undefined>>
  /** What `/join /debug` prints at its end: part of the fields, of the moment of the join. */
  readonly isJoinEnd: boolean
}

/** One run of `dsregcmd /join /debug`. The status printed at its end is a DsregcmdStatus of its own, with `isJoinEnd`. */
export interface JoinDebug extends ReadingBase<'join-debug'> {
  readonly facts: Facts<JoinDebugFact>
  /** ADAL's HRESULTs that are errors (0xc…), in the order of the first printing. */
  readonly adalErrors: readonly Fact[]
  /** Of the token request, in the order of the first printing. */
  readonly httpStatuses: readonly Fact[]
}

export type JoinDebugFact =
  | 'clientRequestId'
  | 'dnsDomain'
  | 'forest'
  | 'domainController'
  /** HRESULT or Win32 code of the search for a domain controller. */
  | 'domainControllerError'
  | 'preCheckResult'
  | 'deviceKeysHealthy'
  | 'isJoined'
  | 'isDcAvailable'
  | 'isSystem'
  | 'resultCode'
  | 'registrationDataError'
  | 'discoverError'
  | 'tenantType'
  | 'tenantId'
  | 'tenantName'
  | 'authCodeUrl'
  | 'authority'
  | 'appliesTo'
  | 'realmReceived'
  | 'oauthSuccess'
  | 'oauthError'
  | 'oauthDescription'
  /** `AADSTS51004` */
  | 'aadsts'
  | 'traceId'
  | 'tokenTime'
  | 'adalErrorCode'
  | 'adalCorrelationId'
  | 'noAccessToken'
  | 'federatedJoinFailed'
  | 'trySynchronized'
  | 'joinRequestId'
  | 'joinResponseTime'
  | 'joinHttpStatus'
  | 'joinErrorCode'
  | 'joinErrorSubcode'
  | 'joinErrorMessage'
  | 'federatedJoinSucceeded'
  | 'joinSucceeded'
  | 'joinFailed'
