import type { Check } from '../check.ts'
import { findUserRefusal, findUserSignIn } from '../sign-ins-of.ts'
import { say } from '../words.ts'

/** Joinery's log of passwords and browsers. Where the status of the device shows that Windows got no token, `user/prt` says why. */
export const check: Check = {
  id: 'user/sign-in',
  title: 'Joinery lets the user sign in',
  phase: 'sign-in',
  needs: [],
  run(which) {
    if (which.status?.facts.AzureAdPrt?.value === 'NO') return undefined
    const { outcome, means, fix, endpoint } = findUserSignIn(which)?.facts ?? {}
    const code = findUserRefusal(which)
    if (code === undefined) return outcome?.value === 'issued' ? { outcome: 'ok', evidence: [outcome] } : undefined
    return {
      outcome: 'fail',
      title: say`Joinery refused the last sign-in of a user (${endpoint})`,
      codes: [code.value],
      evidence: [code],
      observed: say`${means}`,
      fix: [{ where: 'Joinery', text: say`${fix}` }],
      verify: say`The next entry of the sign-in log has the outcome issued.`,
    }
  },
}
