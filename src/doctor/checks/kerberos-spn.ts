import { judgeCauses } from '../causes/judge-causes.ts'
import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'kerberos/spn',
  title: 'One account owns the SPN of the identity provider',
  phase: 'auth',
  needs: [],
  run(which) {
    const queries = which.all('spn-holders').filter(({ facts }) => /^HTTP\//i.test(facts.spn?.value ?? ''))
    const verify = ours('setspn -Q HTTP/<host> shows one account.')
    const none = queries.find(({ holders }) => holders.length === 0)?.facts.spn
    if (none)
      return {
        outcome: 'fail',
        title: say`No account owns ${none}`,
        evidence: [none],
        fix: judgeCauses(which, ['kerberos/spn-missing']).fix,
        verify,
        causes: ['kerberos/spn-missing'],
        proved: ['kerberos/spn-missing'],
      }
    const several = queries.find(({ holders }) => holders.length > 1)
    if (several)
      return {
        outcome: 'fail',
        title: say`${several.holders.length} accounts own ${several.facts.spn}`,
        evidence: several.holders.map(({ account }) => account),
        fix: judgeCauses(which, ['kerberos/spn-duplicate']).fix,
        verify,
        causes: ['kerberos/spn-duplicate'],
        proved: ['kerberos/spn-duplicate'],
      }
    const [one] = queries
    return one && { outcome: 'ok', evidence: [one.holders[0]?.account] }
  },
}
