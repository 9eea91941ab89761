import { judgeCauses } from '../causes/judge-causes.ts'
import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'ad/domain-controller',
  title: 'nltest finds a domain controller, and the secure channel stands',
  phase: 'pre-check',
  needs: [],
  run(which) {
    const readings = which.all('domain-controller')
    const broken = readings.findLast(({ facts }) =>
      [facts.status, facts.secureChannelStatus].some((fact) => fact !== undefined && fact.value !== '0x0'),
    )
    if (broken) {
      const isChannel =
        broken.facts.secureChannelStatus !== undefined && broken.facts.secureChannelStatus.value !== '0x0'
      const status = isChannel ? broken.facts.secureChannelStatus : broken.facts.status
      return {
        outcome: 'fail',
        title: isChannel
          ? say`The secure channel of the computer to its domain is broken (${status})`
          : say`nltest found no domain controller (${status})`,
        evidence: [status],
        fix: isChannel
          ? [
              {
                where: 'Windows',
                text: ours(
                  'Test-ComputerSecureChannel -Repair as administrator, with an account that may join computers.',
                ),
              },
            ]
          : judgeCauses(which, ['network/domain-controller']).fix,
        verify: ours('nltest /sc_query:<domain> and nltest /dsgetdc:<domain> show status 0.'),
        causes: isChannel ? [] : ['network/domain-controller'],
        proved: isChannel ? [] : ['network/domain-controller'],
      }
    }
    const found = readings.at(-1)?.facts.domainController
    return found && { outcome: 'ok', evidence: [found] }
  },
}
