// A table: every script, in the order in which a road to hybrid join needs them.
import { createBindAccount, createServiceAccount, resetServicePassword } from './account-scripts.ts'
import { pilotConnectionPoint, setBrowserZones, setFallbackToSyncJoin, writeConnectionPoint } from './device-scripts.ts'
import {
  federateManagedDomain,
  setNextSigningCertificate,
  undoFederation,
  updateFederatedDomain,
} from './federation-scripts.ts'
import type { Script } from './script.ts'

export const scripts: readonly Script[] = [
  createBindAccount,
  createServiceAccount,
  resetServicePassword,
  federateManagedDomain,
  updateFederatedDomain,
  undoFederation,
  setNextSigningCertificate,
  pilotConnectionPoint,
  setFallbackToSyncJoin,
  writeConnectionPoint,
  setBrowserZones,
]
