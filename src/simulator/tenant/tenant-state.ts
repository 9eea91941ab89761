import { randomUUID } from 'node:crypto'
import { cloud } from '../../entra/cloud.ts'
import { createDeviceAuthority, type DeviceAuthority } from './device-authority.ts'
import type { Judgement } from './judge-assertion.ts'
import { type SyncedDirectory, type TenantDomain, type TenantOptions, tenantOptions } from './tenant-options.ts'

/** All that a simulated tenant remembers; it ends with the process. */
export interface TenantState {
  readonly tenantId: string
  readonly displayName: string
  readonly audienceUrn: string
  /** By lower-case name. */
  readonly domains: Map<string, TenantDomain>
  directory: SyncedDirectory
  /** By device id. */
  readonly devices: Map<string, RegisteredDevice>
  /** Access tokens this tenant gave out, by their text. */
  readonly accessTokens: Map<string, AccessToken>
  /** Values and when they end, in milliseconds. */
  readonly nonces: Map<string, number>
  /** The assertions judged so far: what was decided and why, never the assertions. */
  readonly judgements: Judgement[]
  readonly authority: DeviceAuthority
  /** How far the tenant's clock is from this machine's. */
  clockOffsetMs: number
}

export interface RegisteredDevice {
  readonly deviceId: string
  readonly displayName: string
  readonly path: 'federated' | 'sync'
  readonly thumbprint: string
  /** BCRYPT_RSAKEY_BLOB of the transport key. */
  readonly transportKey: Uint8Array
  readonly registeredAt: Date
}

export interface AccessToken {
  readonly resource: string
  readonly expiresAt: Date
  /** Set when the token was given for a device assertion. */
  readonly device: { readonly objectGuid: string; readonly objectSid: string } | undefined
}

const judgementsKept = 1000

export async function createTenantState(options: TenantOptions): Promise<TenantState> {
  const { tenantId, displayName, audienceUrn, domains, directory } = tenantOptions.parse(options)
  return {
    tenantId,
    displayName,
    audienceUrn: audienceUrn ?? cloud.audienceUrn,
    domains: new Map(
      domains.map(({ name, federation }) => [
        name.toLowerCase(),
        { name, federation: federation && { ...federation, id: federation.id ?? randomUUID() } },
      ]),
    ),
    directory,
    devices: new Map(),
    accessTokens: new Map(),
    nonces: new Map(),
    judgements: [],
    authority: await createDeviceAuthority(),
    clockOffsetMs: 0,
  }
}

export function tenantNow(state: TenantState): Date {
  return new Date(Date.now() + state.clockOffsetMs)
}

/** The verified domain that a user name or a bare domain name belongs to; a sub-domain belongs to its root. */
export function findDomain(state: TenantState, login: string): TenantDomain | undefined {
  const labels = login
    .slice(login.lastIndexOf('@') + 1)
    .toLowerCase()
    .split('.')
  for (let start = 0; start < labels.length - 1; start += 1) {
    const found = state.domains.get(labels.slice(start).join('.'))
    if (found) return found
  }
  return undefined
}

export function rememberJudgement(state: TenantState, judgement: Judgement): void {
  state.judgements.push(judgement)
  if (state.judgements.length > judgementsKept) state.judgements.shift()
}
