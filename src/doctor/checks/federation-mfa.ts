import type { Check } from '../check.ts'
import { latestSettings } from '../federation/compare-setting.ts'
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
    if (present.value.toLowerCase() !== 'enforcemfabyfederatedidp') return { outcome: 'ok', evidence: [present] }
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
