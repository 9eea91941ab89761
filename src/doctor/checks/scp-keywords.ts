import { judgeCauses } from '../causes/judge-causes.ts'
import type { Check } from '../check.ts'
import { findDnsName, findGuid } from '../grammar.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'scp/keywords',
  title: 'The service connection point names a tenant and a federated domain',
  phase: 'discover',
  needs: [],
  run(which) {
    const { azureADId: id, azureADName: name } = which.all('service-connection-point').at(-1)?.facts ?? {}
    if (id === undefined && name === undefined) return undefined
    const verify = ours('The keywords read azureADId:<tenant id> and azureADName:<federated domain>.')
    if (id === undefined || findGuid(id.value) === undefined)
      return {
        outcome: 'fail',
        title: say`The service connection point has no tenant id`,
        evidence: [id, name],
        expected: ours('azureADId:<tenant id>'),
        observed: say`azureADId:${id}`,
        fix: judgeCauses(which, ['scp/wrong-tenant']).fix,
        verify,
      }
    if (name === undefined || findDnsName(name.value) === undefined)
      return {
        outcome: 'fail',
        title: say`The service connection point names no domain`,
        evidence: [name, id],
        expected: ours('azureADName:<federated domain>'),
        observed: say`azureADName:${name}`,
        fix: judgeCauses(which, ['scp/managed-domain']).fix,
        verify,
      }
    if (/\.onmicrosoft\.(?:com|us|cn)$/i.test(name.value))
      return {
        outcome: 'warn',
        title: say`The service connection point names ${name}, which is never federated`,
        evidence: [name],
        fix: judgeCauses(which, ['scp/managed-domain']).fix,
        verify,
        causes: ['scp/managed-domain'],
        proved: ['scp/managed-domain'],
      }
    return { outcome: 'ok', evidence: [id, name] }
  },
}
