import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'device/context',
  title: 'The join was tried as SYSTEM',
  phase: 'pre-check',
  needs: [],
  run({ attempt, status }) {
    const system = attempt?.debug?.facts.isSystem
    const context = status?.facts['User Context']
    const shown = system ?? context
    if (shown === undefined) return undefined
    if (/^(?:YES|SYSTEM)$/i.test(shown.value)) return { outcome: 'ok', evidence: [shown] }
    if (!/^(?:NO|(?:UN-)?ELEVATED)\b/i.test(shown.value)) return undefined
    return {
      outcome: 'warn',
      title: say`The command ran as a user, not as SYSTEM, so what it shows is not what the real join meets`,
      evidence: [shown],
      expected: ours('SYSTEM'),
      observed: say`${shown}`,
      fix: [
        {
          where: 'Windows',
          text: ours(
            'psexec -s -i cmd as administrator, then dsregcmd /join /debug in that window; or run the task Automatic-Device-Join.',
          ),
        },
      ],
      verify: ours('The output shows isSystem: YES, or User Context : SYSTEM.'),
    }
  },
}
