import type {
  AdAccount,
  DomainController,
  KerberosTicket,
  KeytabEntry,
  SpnHolders,
} from './readings/active-directory-readings.ts'
import type { DsregcmdStatus, JoinDebug } from './readings/dsregcmd-readings.ts'
import type { EntraDevice, EntraDomain, EntraUser, FederationSettings } from './readings/entra-readings.ts'
import type {
  FederationMetadata,
  HttpExchange,
  Mex,
  SamlAssertionReading,
  SoapFaultReading,
} from './readings/federation-readings.ts'
import type { JoinerySignIn } from './readings/joinery-readings.ts'
import type { JoineryLive } from './readings/live-readings.ts'
import type { ClientRegistry, CollectorRun, ServiceConnectionPoint, WindowsEvent } from './readings/windows-readings.ts'

/**
 * The doctor reads what Windows, Entra, AD and identity providers print, judges it by checks, and says what to do. It owns the readers,
 * the checks and the report; it never issues, never writes a directory, and never fetches an address it found in its input.
 */

/** Everything a reader can make of an input. */
export type Reading =
  | DsregcmdStatus
  | JoinDebug
  | FederationSettings
  | EntraDevice
  | EntraUser
  | EntraDomain
  | ServiceConnectionPoint
  | ClientRegistry
  | CollectorRun
  | WindowsEvent
  | KerberosTicket
  | SpnHolders
  | DomainController
  | AdAccount
  | KeytabEntry
  | Mex
  | FederationMetadata
  | SamlAssertionReading
  | SoapFaultReading
  | HttpExchange
  | JoinerySignIn
  | JoineryLive

export type ReadingKind = Reading['kind']
export type ReadingOf<Kind extends ReadingKind> = Extract<Reading, { kind: Kind }>
