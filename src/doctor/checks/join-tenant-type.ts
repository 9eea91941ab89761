import { judgeCauses } from '../causes/judge-causes.ts'
import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'join/tenant-type',
  title: 'Entra tells the device that its domain is federated',
  phase: 'discover',
  needs: ['join/discovery'],
  run(which) {
    const type = which.attempt?.tenantType
    if (type === undefined) return undefined
    if (/^federated$/i.test(type.value)) return { outcome: 'ok', evidence: [type] }
    const judged = judgeCauses(which, ['scp/managed-domain', 'tenant/not-federated'])
    return {
      outcome: 'warn',
      title: say`Windows took the domain for ${type}, so it never asked the identity provider`,
      ...judged,
      evidence: [type, ...judged.evidence],
      expected: ours('TenantType = Federated'),
      observed: say`TenantType = ${type}; TenantName = ${which.attempt?.tenantName}`,
      verify: ours('dsregcmd /join /debug prints TenantType = Federated.'),
    }
  },
}
