import type { Fact, Facts, ReadingBase } from '../fact.ts'

/** The keywords of the service connection point. */
export interface ServiceConnectionPoint extends ReadingBase<'service-connection-point'> {
  readonly facts: Facts<'azureADName' | 'azureADId' | 'dn'>
}

/** `reg query` of the CDJ keys, or a .reg file. DWORDs as decimal text. */
export interface ClientRegistry extends ReadingBase<'client-registry'> {
  readonly facts: Facts<
    | 'key'
    /** HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\CDJ\AAD: overrides the service connection point. */
    | 'TenantId'
    | 'TenantName'
    | 'FallbackToSyncJoin'
    | 'autoWorkplaceJoin'
    | 'BlockAADWorkplaceJoin'
  >
}

/** One event, whatever form it came in. */
export interface WindowsEvent extends ReadingBase<'windows-event'> {
  readonly facts: Facts<
    | 'channel'
    | 'provider'
    | 'eventId'
    /** `error`, `warning`, `information`, `critical`, `verbose`. */
    | 'level'
    | 'computer'
    | 'user'
    | 'message'
    | 'activityId'
    | 'correlationId'
  >
  /** EventData by name, and `key: value` pairs of the message by the name EventData would have: `Exit code` is `ExitCode`. */
  readonly data: Readonly<Record<string, Fact | undefined>>
  /** HRESULTs, NTSTATUS and AADSTS numbers anywhere in it, each once. */
  readonly codes: readonly Fact[]
}

/** The head of what the collector wrote: when, where, as whom. Its `time` is that of everything behind it in the file. */
export interface CollectorRun extends ReadingBase<'collector-run'> {
  readonly facts: Facts<'computer' | 'account' | 'isSystem'>
}
