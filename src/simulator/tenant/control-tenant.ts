import { z } from 'zod'
import { cloud } from '../../entra/cloud.ts'
import { IdpError } from '../../errors.ts'
import { type Network, sendRequest } from '../send-request.ts'
import {
  type Federation,
  type FederationConfiguration,
  federationConfiguration,
  type SyncedDirectory,
} from './tenant-options.ts'

/** The administrator of a simulated tenant: Graph, directory sync, and the strings of a rehearsal, over HTTPS. */
export interface TenantControl {
  /** The domain's federation configuration; undefined for a managed domain. */
  findFederation(domain: string): Promise<Federation | undefined>
  createFederation(domain: string, configuration: FederationConfiguration): Promise<void>
  updateFederation(domain: string, change: Partial<FederationConfiguration>): Promise<void>
  /** Makes the domain managed. */
  deleteFederation(domain: string): Promise<void>
  syncDirectory(directory: SyncedDirectory): Promise<void>
  setClockOffset(offsetMs: number): Promise<void>
  /** Whether Conditional Access demands a second factor of every user. */
  setPolicy(policy: { readonly requiresSecondFactor: boolean }): Promise<void>
  /** Oldest first. */
  listJudgements(): Promise<readonly ListedJudgement[]>
  listDevices(): Promise<readonly ListedDevice[]>
  forgetDevices(): Promise<void>
}

export interface ListedDevice {
  readonly deviceId: string
  readonly displayName: string
}

const listedJudgement = z.looseObject({
  at: z.coerce.date(),
  outcome: z.enum(['device', 'user', 'refused']),
  aadsts: z.number().optional(),
  signatureVerifier: z.string().optional(),
  checks: z.array(
    z.looseObject({ rule: z.string(), outcome: z.enum(['ok', 'failed']), detail: z.string(), source: z.string() }),
  ),
})
export type ListedJudgement = z.output<typeof listedJudgement>

const judgementList = z.looseObject({ value: z.array(listedJudgement) })
const federationList = z.looseObject({ value: z.array(federationConfiguration.extend({ id: z.string() })) })
const deviceList = z.looseObject({ value: z.array(z.looseObject({ deviceId: z.string(), displayName: z.string() })) })

export function controlTenant(network: Network, controlToken: string): TenantControl {
  async function call(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await sendRequest(network, {
      method,
      url: `https://${cloud.graphHost}${path}`,
      headers: { authorization: `Bearer ${controlToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = answer.body.toString('utf8')
    if (answer.status >= 300)
      throw new IdpError('SIMULATOR_TENANT_REFUSED', { method, path, status: answer.status, said: text })
    return text === '' ? undefined : JSON.parse(text)
  }
  const federations = (domain: string): string => `/v1.0/domains/${encodeURIComponent(domain)}/federationConfiguration`
  async function findFederation(domain: string): Promise<Federation | undefined> {
    return federationList.parse(await call('GET', federations(domain))).value[0]
  }
  async function getFederationPath(domain: string): Promise<string> {
    const federation = await findFederation(domain)
    if (federation === undefined) throw new IdpError('SIMULATOR_DOMAIN_MANAGED', { domain })
    return `${federations(domain)}/${federation.id}`
  }
  return {
    findFederation,
    createFederation: async (domain, configuration) => {
      await call('POST', federations(domain), configuration)
    },
    updateFederation: async (domain, change) => {
      await call('PATCH', await getFederationPath(domain), change)
    },
    deleteFederation: async (domain) => {
      await call('DELETE', await getFederationPath(domain))
    },
    syncDirectory: async (directory) => {
      await call('PUT', '/simulator/directory', directory)
    },
    setClockOffset: async (offsetMs) => {
      await call('PUT', '/simulator/clock', { offsetMs })
    },
    setPolicy: async (policy) => {
      await call('PUT', '/simulator/policy', policy)
    },
    listJudgements: async () => judgementList.parse(await call('GET', '/simulator/judgements')).value,
    listDevices: async () => deviceList.parse(await call('GET', '/v1.0/devices')).value,
    forgetDevices: async () => {
      await call('DELETE', '/simulator/devices')
    },
  }
}
