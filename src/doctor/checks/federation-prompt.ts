import type { Check } from '../check.ts'
import { latestSettings } from '../federation/compare-setting.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'federation/prompt',
  title: 'PromptLoginBehavior does not make users type their password twice',
  phase: 'settings',
  needs: [],
  links: ['https://learn.microsoft.com/graph/api/resources/internaldomainfederation'],
  run(which) {
    const present = latestSettings(which)?.facts.promptLoginBehavior
    if (present === undefined) return undefined
    if (present.value.toLowerCase() !== 'translatetofreshpasswordauthentication')
      return { outcome: 'ok', evidence: [present] }
    return {
      outcome: 'warn',
      title: say`Applications that ask for a fresh sign-in make users type their password, where Kerberos would have done`,
      evidence: [present],
      inferred: true,
      expected: ours('empty, nativeSupport or disabled'),
      observed: say`${present}`,
      fix: [
        {
          where: 'Entra (PowerShell)',
          text: ours(
            "If users complain of two sign-ins: Update-MgDomainFederationConfiguration -DomainId '<domain>' -InternalDomainFederationId '<Id>' -PromptLoginBehavior nativeSupport (the identity provider must honour wfresh and wauth), or disabled",
          ),
        },
      ],
      verify: ours('Signing in to an application that sends prompt=login asks once.'),
    }
  },
}
