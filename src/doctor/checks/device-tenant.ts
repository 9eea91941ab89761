import type { Case } from '../case.ts'
import type { Check } from '../check.ts'
import type { Fact } from '../fact.ts'
import { findGuid } from '../grammar.ts'
import { ours, say } from '../words.ts'

/** Every input that names a tenant must name the same. */
export const check: Check = {
  id: 'device/tenant',
  title: 'Device, addresses, service connection point and registry name one tenant',
  phase: 'discover',
  needs: [],
  run(which) {
    const named = tenantsOf(which)
    const [first] = named
    if (first === undefined || named.length < 2) return undefined
    const other = named.find(({ tenant }) => tenant !== first.tenant)
    if (other === undefined) return { outcome: 'ok', evidence: named.map(({ fact }) => fact) }
    return {
      outcome: 'fail',
      title: say`Two tenants are named: ${first.tenant} and ${other.tenant}`,
      evidence: [first.fact, other.fact],
      expected: say`${first.tenant} everywhere`,
      observed: say`${ours(other.fact.name)} names ${other.tenant}`,
      fix: [
        {
          where: 'Active Directory',
          text: ours(
            'Write the right tenant into azureADId of the service connection point; remove TenantId and TenantName below HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CDJ\\AAD where they are left over.',
          ),
        },
        { where: 'Windows', text: ours('A device that joined another tenant: dsregcmd /leave, then join again.') },
      ],
      verify: ours('dsregcmd /status shows the tenant id of the Entra portal.'),
    }
  },
}

interface NamedTenant {
  readonly fact: Fact
  readonly tenant: string
}

function tenantsOf(which: Case): readonly NamedTenant[] {
  const status = which.status?.facts
  const facts = [
    status?.TenantId,
    status?.AuthCodeUrl,
    status?.AzureAdPrtAuthority,
    which.attempt?.tenantId,
    which.all('service-connection-point').at(-1)?.facts.azureADId,
    which.all('client-registry').findLast(({ facts: { TenantId } }) => TenantId !== undefined)?.facts.TenantId,
  ]
  return facts.flatMap((fact) => {
    const tenant =
      findGuid(fact?.value ?? '') ??
      findGuid(/\.(?:com|us|cn)\/([0-9a-fA-F-]{36})(?:\/|$)/.exec(fact?.value ?? '')?.[1] ?? '')
    return fact && tenant !== undefined ? [{ fact, tenant }] : []
  })
}
