import type { Check } from '../check.ts'
import { liveOf } from '../live-of.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'lockout/attempts',
  title: 'No account is locked by wrong passwords',
  phase: 'sign-in',
  needs: [],
  run(which) {
    const [server] = liveOf(which, 'server')
    const [locked, ...more] = liveOf(which, 'lockedAccount')
    if (locked === undefined) return server && { outcome: 'ok', evidence: [server.facts.publicUrl] }
    const { dn, attempts, until } = locked.facts
    return {
      outcome: 'warn',
      title: say`${dn} is locked here by ${attempts} wrong passwords${more.length > 0 ? say`, and ${more.length} more accounts are` : undefined}`,
      codes: ['AUTHENTICATE_LOCKED_OUT'],
      evidence: [dn, ...more.map(({ facts }) => facts.dn)],
      observed: say`${attempts} wrong passwords, which count until ${until}`,
      fix: [
        {
          where: 'Joinery',
          text: ours(
            'Look in the sign-in log where they come from: an old password kept on a phone, or a guesser. It ends by itself; the account works from familiar places meanwhile.',
          ),
        },
      ],
      verify: ours('joinery doctor --live names no locked account.'),
    }
  },
}
