import { cloudHosts } from '../../../src/entra/cloud.ts'
import { spawnTenant } from '../../../src/simulator/tenant/spawn-tenant.ts'
import { makeServerCertificate } from '../../unit/simulator/test-keys.ts'

/** Starts a tenant, tells its port, and waits to be killed. */
const tenant = await spawnTenant({
  ...(await makeServerCertificate(cloudHosts)),
  controlToken: 'control',
  tenant: { tenantId: '07ec9af2-7ce5-4ab7-8638-115736bbf990', domains: [{ name: 'corp.example.test' }] },
})
process.send?.(tenant.port)
setInterval(() => undefined, 1000)
