import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'entra/upn-suffix',
  title: 'The UPN suffixes of the users are verified domains',
  phase: 'sign-in',
  needs: [],
  run(which) {
    const domains = which.all('entra-domain').filter(({ facts }) => facts.isVerified?.value !== 'false')
    const names = domains.map(({ facts }) => facts.id?.value.toLowerCase() ?? '')
    const upns = which
      .all('ad-account')
      .flatMap(({ account, facts }) => (account === 'user' && facts.userPrincipalName ? [facts.userPrincipalName] : []))
    if (names.length === 0 || upns.length === 0) return undefined
    const wrong = upns.find(({ value }) => !names.includes(value.split('@')[1]?.toLowerCase() ?? ''))
    if (wrong === undefined) return { outcome: 'ok', evidence: upns.slice(0, 3) }
    return {
      outcome: 'fail',
      title: say`The UPN ${wrong} ends in no verified domain`,
      evidence: [wrong],
      expected: ours('a suffix that Get-MgDomain shows as verified'),
      observed: say`${wrong}`,
      fix: [
        {
          where: 'Active Directory',
          text: ours(
            'Add a verified domain as UPN suffix (Active Directory Domains and Trusts), give it to the users, let it sync; they sign in anew.',
          ),
        },
      ],
      verify: ours('whoami /upn shows the new UPN.'),
      causes: ['user/upn'],
      proved: ['user/upn'],
    }
  },
}
