import { randomUUID } from 'node:crypto'
import { cloud } from '../../entra/cloud.ts'
import { createDeviceAuthority, type DeviceAuthority } from './device-authority.ts'
import { findVerifiedDomain } from './find-verified-domain.ts'
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
  /** Browsers that were sent to an identity provider, by their wctx. */
  readonly pendingSignIns: Map<string, PendingSignIn>
  /** Browsers that are signed in, by their cookie. */
  readonly browserSessions: Map<string, BrowserSession>
  /** As if Conditional Access demanded it of every user. */
  requiresSecondFactor: boolean
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

/** A browser on its way: what Entra must know again when it comes back. */
export interface PendingSignIn {
  readonly login: string
  readonly domainName: string
  readonly at: Date
  /** The identity provider was asked for a second factor. */
  readonly asksSecondFactor: boolean
  /** Set once the token was taken and only Entra's own second factor is missing. */
  readonly judgement: Judgement | undefined
}

export interface BrowserSession {
  readonly judgement: Judgement
  readonly signedInAt: Date
  /** Where the identity provider signs users out; undefined where it has no such address. */
  readonly signOutUri: string | undefined
  /** Who asked for a second factor, in order. */
  readonly secondFactors: readonly ('the identity provider' | 'Entra')[]
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
    pendingSignIns: new Map(),
    browserSessions: new Map(),
    requiresSecondFactor: false,
    clockOffsetMs: 0,
  }
}

export function tenantNow(state: TenantState): Date {
  return new Date(Date.now() + state.clockOffsetMs)
}

export function findDomain(state: TenantState, login: string): TenantDomain | undefined {
  return findVerifiedDomain([...state.domains.values()], login)
}

export function rememberJudgement(state: TenantState, judgement: Judgement): void {
  state.judgements.push(judgement)
  if (state.judgements.length > judgementsKept) state.judgements.shift()
}
