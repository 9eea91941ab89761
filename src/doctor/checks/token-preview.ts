import type { Check } from '../check.ts'
import { liveOf, problemFinding } from '../live-of.ts'
import { say } from '../words.ts'

/** What the account named with --computer or --user would get; whether Entra likes the claims is for token/claims. */
export const check: Check = {
  id: 'token/preview',
  title: 'The named account would get a token',
  phase: 'auth',
  needs: ['directory/connect', 'directory/bind', 'directory/tls'],
  run(which) {
    const previews = liveOf(which, 'preview')
    const refused = previews.find(({ facts }) => facts.problem)
    const found = refused && problemFinding(refused, 'joinery doctor --live shows the claims it would get.')
    if (refused && found)
      return { ...found, title: say`${refused.facts.asked} would get no token: ${refused.facts.means}` }
    return previews.length > 0 ? { outcome: 'ok', evidence: previews.map(({ facts }) => facts.asked) } : undefined
  },
}
