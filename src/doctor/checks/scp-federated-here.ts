import { judgeCauses } from '../causes/judge-causes.ts'
import type { Check } from '../check.ts'
import { liveOf } from '../live-of.ts'
import { ours, say } from '../words.ts'

/** Devices ask Entra for the federation of the name in the service connection point: it leads to us, or they never come. */
export const check: Check = {
  id: 'scp/federated-here',
  title: 'Each forest has a service connection point that names a domain federated with this server',
  phase: 'discover',
  needs: ['scp/keywords'],
  run(which) {
    const points = liveOf(which, 'connectionPoint')
    const domains = liveOf(which, 'application').flatMap(({ facts }) => facts.domainName ?? [])
    const verify = ours('dsregcmd /join /debug on a device names the tenant and the MEX address of this server.')
    const missing = points.find(({ facts }) => facts.isMissing?.value === 'true')
    if (missing)
      return {
        outcome: 'warn',
        title: say`The forest of gateway ${missing.facts.gateway} has no service connection point: only devices told by registry find the tenant`,
        codes: ['0x801c001d'],
        evidence: [missing.facts.isMissing, missing.facts.gateway],
        fix: judgeCauses(which, ['scp/wrong-tenant']).fix,
        verify,
      }
    const names = points.flatMap(({ facts }) => facts.azureADName ?? [])
    if (names.length === 0 || domains.length === 0) return undefined
    const elsewhere = names.find(
      ({ value }) => !domains.some((domain) => `.${value.toLowerCase()}`.endsWith(`.${domain.value.toLowerCase()}`)),
    )
    if (elsewhere === undefined) return { outcome: 'ok', evidence: names }
    return {
      outcome: 'warn',
      title: say`The service connection point names ${elsewhere}, which no application of this server federates`,
      evidence: [elsewhere, ...domains],
      expected: say`${domains[0]}`,
      observed: say`${elsewhere}`,
      fix: judgeCauses(which, ['scp/managed-domain']).fix,
      verify,
    }
  },
}
