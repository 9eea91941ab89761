import { cloudHosts } from '../../../../src/entra/cloud.ts'
import type { Network } from '../../../../src/simulator/send-request.ts'
import { controlTenant, type TenantControl } from '../../../../src/simulator/tenant/control-tenant.ts'
import { startTenant } from '../../../../src/simulator/tenant/start-tenant.ts'
import type { FederationConfiguration, TenantOptions } from '../../../../src/simulator/tenant/tenant-options.ts'
import { makeServerCertificate, makeSigningKey, type SigningKey } from '../test-keys.ts'
import { issuer, xmlCryptoVerifier } from './device-assertion.ts'

/** A tenant in this process, with a federated domain whose assertions the test signs, and one that is managed. */

export const tenantId = '07ec9af2-7ce5-4ab7-8638-115736bbf990'

export interface TestTenant {
  readonly key: SigningKey
  readonly network: Network
  readonly control: TenantControl
  stop(): Promise<void>
}

export async function startTestTenant(
  federation: Partial<FederationConfiguration>,
  {
    name = 'corp.example.test',
    users = [],
  }: { name?: string; users?: NonNullable<TenantOptions['directory']>['users'] },
): Promise<TestTenant> {
  const key = await makeSigningKey('signing')
  const tls = await makeServerCertificate(cloudHosts)
  const signingCertificate = Buffer.from(key.certificate).toString('base64')
  const tenant = await startTenant({
    ...tls,
    controlToken: 'control',
    verifier: xmlCryptoVerifier,
    tenant: {
      tenantId,
      domains: [
        { name, federation: { issuerUri: issuer, signingCertificate, ...federation } },
        { name: 'managed.example.test' },
      ],
      directory: { computers: [], users },
    },
  })
  const address = { address: tenant.host, port: tenant.port }
  const network = { hosts: Object.fromEntries(cloudHosts.map((host) => [host, address])), ca: tls.certificate }
  return { key, network, control: controlTenant(network, 'control'), stop: () => tenant.stop() }
}
