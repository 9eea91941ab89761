import type { Check } from '../check.ts'
import { liveOf } from '../live-of.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'lockout/directory-policy',
  title: 'Smart lockout stops guessers before the directory locks the account',
  phase: 'settings',
  needs: [],
  run(which) {
    const policies = liveOf(which, 'lockoutPolicy')
    const strained = policies.find(({ lists }) => (lists.warnings ?? []).length > 0)
    if (strained === undefined)
      return policies.length > 0 ? { outcome: 'ok', evidence: policies.map(({ facts }) => facts.policy) } : undefined
    const [warning] = strained.lists.warnings ?? []
    const { policy, directoryThreshold, unfamiliarThreshold } = strained.facts
    return {
      outcome: 'warn',
      title: say`Smart lockout does not fit the policy ${policy}: ${warning}`,
      evidence: [warning, directoryThreshold, unfamiliarThreshold],
      expected: ours('a threshold below that of the directory'),
      observed: say`the directory locks after ${directoryThreshold}, strangers are stopped after ${unfamiliarThreshold}`,
      fix: [
        {
          where: 'Joinery',
          text: ours(
            'Set lockout in the settings so that its thresholds stay below the directory\u2019s (joinery config explain lockout).',
          ),
        },
        { where: 'Active Directory', text: ours('Or raise Account lockout threshold in the domain policy.') },
      ],
      verify: ours('joinery config check has no warning on lockout.'),
    }
  },
}
