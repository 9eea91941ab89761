import type { Check } from '../check.ts'
import { latestSettings } from '../federation/compare-setting.ts'
import { federationFix } from '../federation/federation-fix.ts'
import { ours, say } from '../words.ts'

/** Only addresses of the PingOne shape tell by their path which version they publish. */
export const check: Check = {
  id: 'federation/mex13',
  title: 'MetadataExchangeUri is the WS-Trust 1.3 one (/wsf/mex13/)',
  phase: 'settings',
  needs: ['federation/mex-uri'],
  run(which) {
    const settings = latestSettings(which)
    const uri = settings?.facts.metadataExchangeUri
    if (settings === undefined || uri === undefined) return undefined
    if (/\/wsf\/mex13\//.test(uri.value)) return { outcome: 'ok', evidence: [uri] }
    if (!/\/wsf\/mex\//.test(uri.value)) return undefined
    const wanted = uri.value.replace('/wsf/mex/', '/wsf/mex13/')
    return {
      outcome: 'fail',
      title: say`MetadataExchangeUri is the /wsf/mex/ address, without the 13`,
      evidence: [uri],
      expected: say`${wanted}`,
      observed: say`${uri}`,
      fix: [
        {
          where: 'your identity provider',
          text: ours(
            'PingOne: enable "Show WS-Trust 1.3 Metadata Exchange URL in Powershell cmdlets" on the Configuration tab of the Microsoft 365 application. A join may still succeed with the old address, where Windows is content with an endpoint of WS-Trust 2005.',
          ),
        },
        ...federationFix(settings, { parameter: 'MetadataExchangeUri', type: 'url', wanted, present: uri }),
      ],
      verify: ours('Get-MgDomainFederationConfiguration shows an address with /wsf/mex13/.'),
      causes: ['federation/mex-address'],
      proved: ['federation/mex-address'],
    }
  },
}
