import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'user/wam',
  title: 'The token broker of the user knows the Entra account',
  phase: 'sign-in',
  needs: ['user/prt'],
  run({ status }) {
    const { WamDefaultSet: wam, AzureAdPrt: prt } = status?.facts ?? {}
    if (wam === undefined || prt?.value !== 'YES') return undefined
    if (wam.value === 'YES') return { outcome: 'ok', evidence: [wam] }
    return {
      outcome: 'warn',
      title: say`The token broker has no default account (${wam})`,
      evidence: [wam, prt],
      fix: [
        {
          where: 'Windows',
          text: ours(
            'Run dsregcmd /status as the user, not elevated; if it stays, sign out and in, and look for event 1098 in AAD/Operational.',
          ),
        },
      ],
      verify: ours('dsregcmd /status, as the user, shows WamDefaultSet : YES.'),
    }
  },
}
