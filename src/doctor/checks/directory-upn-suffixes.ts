import type { Check } from '../check.ts'
import type { Fact } from '../fact.ts'
import { liveOf } from '../live-of.ts'
import { joinWords, ours, say } from '../words.ts'

/** Entra finds the federated domain by the UPN suffix; a domain whose suffix no user can have signs nobody in. */
export const check: Check = {
  id: 'directory/upn-suffixes',
  title: 'The directories have a UPN suffix in the domain of every application',
  phase: 'settings',
  needs: ['directory/connect', 'directory/bind', 'directory/tls'],
  run(which) {
    const suffixes = liveOf(which, 'directory').flatMap(({ lists }) => lists.upnSuffixes ?? [])
    const domains = liveOf(which, 'application').flatMap(({ facts }) => facts.domainName ?? [])
    if (suffixes.length === 0 || domains.length === 0) return undefined
    const without = domains.find((domain) => !suffixes.some((suffix) => isBelow(suffix, domain)))
    if (without === undefined) return { outcome: 'ok', evidence: suffixes.slice(0, 3) }
    return {
      outcome: 'fail',
      title: say`No directory has a UPN suffix in ${without}, so no user can sign in to that domain`,
      codes: ['AADSTS50034'],
      evidence: [without, ...suffixes.slice(0, 3)],
      expected: say`a suffix that is ${without}, or ends in it`,
      observed: joinWords(
        suffixes.map((suffix) => say`${suffix}`),
        ', ',
      ),
      fix: [
        {
          where: 'Active Directory (PowerShell)',
          text: ours(
            "Get-ADForest | Set-ADForest -UPNSuffixes @{Add='<federated domain>'}, then give it to the users (Set-ADUser -UserPrincipalName), and let it sync. Or correct domainName of the application.",
          ),
        },
      ],
      verify: ours('Get-ADForest shows the suffix, and whoami /upn of a user ends in it.'),
    }
  },
}

function isBelow(suffix: Fact, domain: Fact): boolean {
  return `.${suffix.value.toLowerCase()}`.endsWith(`.${domain.value.toLowerCase()}`)
}
