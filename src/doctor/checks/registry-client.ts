import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'registry/client',
  title: 'No setting of the device overrides how it joins',
  phase: 'discover',
  needs: [],
  run(which) {
    const keys = which.all('client-registry')
    const auto = keys.findLast(({ facts }) => facts.autoWorkplaceJoin !== undefined)?.facts.autoWorkplaceJoin
    const tenant = keys.findLast(({ facts }) => facts.TenantId !== undefined)?.facts.TenantId
    if (auto?.value === '0')
      return {
        outcome: 'fail',
        title: say`A policy keeps the device from joining by itself`,
        evidence: [auto],
        expected: ours('autoWorkplaceJoin 1, or not there'),
        observed: say`autoWorkplaceJoin ${auto}`,
        fix: [
          {
            where: 'Windows',
            text: ours(
              'Group policy Computer Configuration, Administrative Templates, Windows Components, Device Registration: "Register domain-joined computers as devices" enabled or not configured.',
            ),
          },
        ],
        verify: ours(
          'reg query HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WorkplaceJoin shows no autoWorkplaceJoin of 0.',
        ),
      }
    if (tenant)
      return {
        outcome: 'warn',
        title: say`The registry of the device names a tenant, which comes before the service connection point`,
        evidence: [tenant],
        observed: say`TenantId ${tenant}`,
        fix: [
          {
            where: 'Windows',
            text: ours(
              'Nothing, if this is a targeted deployment. Else delete TenantId and TenantName below HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CDJ\\AAD, or the policy preference that writes them.',
            ),
          },
        ],
        verify: ours('dsregcmd /join /debug prints the TenandID of the service connection point.'),
      }
    const [key] = keys
    return key?.facts.key && { outcome: 'ok', evidence: [key.facts.key] }
  },
}
