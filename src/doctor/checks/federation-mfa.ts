import type { Case } from '../case.ts'
import type { Check, Finding } from '../check.ts'
import type { Fact } from '../fact.ts'
import { latestSettings } from '../federation/compare-setting.ts'
import { stageFact } from '../sign-ins-of.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'federation/mfa',
  title: 'FederatedIdpMfaBehavior fits what the identity provider can do',
  phase: 'settings',
  needs: [],
  links: ['https://learn.microsoft.com/graph/api/resources/internaldomainfederation'],
  run(which) {
    const present = latestSettings(which)?.facts.federatedIdpMfaBehavior
    if (present === undefined) return undefined
    const behavior = present.value.toLowerCase()
    const sent = secondFactorSent(which)
    if (behavior === 'rejectmfabyfederatedidp' && sent) return askedTwice(present, sent)
    if (behavior !== 'enforcemfabyfederatedidp' || sent) return { outcome: 'ok', evidence: [present, sent] }
    return {
      outcome: 'warn',
      title: say`Entra sends users back to the identity provider for every second factor`,
      evidence: [present],
      inferred: true,
      expected: ours(
        'acceptIfMfaDoneByFederatedIdp, unless the identity provider asks for a second factor and says so in its tokens (multipleauthn)',
      ),
      observed: say`${present}`,
      fix: [
        {
          where: 'Entra (PowerShell)',
          text: ours(
            "If the identity provider has no second factor: Update-MgDomainFederationConfiguration -DomainId '<domain>' -InternalDomainFederationId '<Id>' -FederatedIdpMfaBehavior acceptIfMfaDoneByFederatedIdp",
          ),
        },
      ],
      verify: ours('A user whom Conditional Access asks for a second factor is asked once, and gets in.'),
    }
  },
}

/** The claims of a token that says of a second factor; Joinery's log shows it. */
function secondFactorSent(which: Case): Fact | undefined {
  const claims = which.all('joinery-sign-in').map((signIn) => stageFact(signIn, 'map', 'claims'))
  return claims.findLast((fact) => fact?.value.includes('multifactorauthenticationinstant'))
}

function askedTwice(present: Fact, sent: Fact): Finding {
  return {
    outcome: 'warn',
    title: say`Users prove a second factor twice where Entra wants one: the token says of one, and Entra takes only its own`,
    evidence: [present, sent],
    inferred: true,
    expected: ours('acceptIfMfaDoneByFederatedIdp, or no second factor at the identity provider'),
    observed: say`${present}`,
    fix: [
      {
        where: 'Entra (PowerShell)',
        text: ours(
          "If the second factor of the identity provider is good enough: Update-MgDomainFederationConfiguration -DomainId '<domain>' -InternalDomainFederationId '<Id>' -FederatedIdpMfaBehavior acceptIfMfaDoneByFederatedIdp",
        ),
      },
      { where: 'Joinery', text: ours('If Entra\u2019s is the one: set secondFactor.demand to never.') },
    ],
    verify: ours('A user whom Conditional Access asks for a second factor is asked once, and gets in.'),
  }
}
