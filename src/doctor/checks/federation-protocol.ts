import type { Check } from '../check.ts'
import { latestSettings } from '../federation/compare-setting.ts'
import { federationFix } from '../federation/federation-fix.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'federation/protocol',
  title: 'PreferredAuthenticationProtocol is wsFed',
  phase: 'settings',
  needs: [],
  run(which) {
    const settings = latestSettings(which)
    const present = settings?.facts.preferredAuthenticationProtocol
    if (settings === undefined || present === undefined) return undefined
    if (present.value.toLowerCase() === 'wsfed') return { outcome: 'ok', evidence: [present] }
    return {
      outcome: 'fail',
      title: say`PreferredAuthenticationProtocol is ${present.value === '' ? ours('empty') : present}, so Windows finds no WS-Trust`,
      codes: ['0xcaa90017'],
      evidence: [present],
      expected: ours('wsFed'),
      observed: say`${present}`,
      fix: federationFix(settings, {
        parameter: 'PreferredAuthenticationProtocol',
        type: 'word',
        wanted: 'wsFed',
        present,
      }),
      verify: ours(
        'Get-MgDomainFederationConfiguration shows wsFed; dsregcmd /join /debug no longer prints 0xcaa90017.',
      ),
      causes: ['federation/protocol'],
      proved: ['federation/protocol'],
    }
  },
}
