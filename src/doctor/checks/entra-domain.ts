import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'entra/domain',
  title: 'The domains are verified, and one of them is federated',
  phase: 'settings',
  needs: [],
  run(which) {
    const domains = which.all('entra-domain')
    if (domains.length === 0) return undefined
    const unverified = domains.find(({ facts }) => facts.isVerified?.value === 'false')
    const federated = domains.filter(({ facts }) => /^federated$/i.test(facts.authenticationType?.value ?? ''))
    const verify = ours(
      'Get-MgDomain shows IsVerified True, and AuthenticationType Federated for the domain of the users.',
    )
    const wanted = which.attempt?.tenantName ?? which.all('service-connection-point').at(-1)?.facts.azureADName
    const named = domains.find(({ facts }) => facts.id?.value.toLowerCase() === wanted?.value.toLowerCase())
    if (named && /^managed$/i.test(named.facts.authenticationType?.value ?? ''))
      return {
        outcome: federated.length > 0 ? 'warn' : 'fail',
        title: say`${named.facts.id}, which the devices are told, is managed, not federated`,
        evidence: [named.facts.authenticationType, wanted],
        fix: [
          {
            where: 'Active Directory',
            text: ours(
              'Write the federated domain into azureADName of the service connection point; or federate the domain (New-MgDomainFederationConfiguration).',
            ),
          },
        ],
        verify,
        causes: [federated.length > 0 ? 'scp/managed-domain' : 'tenant/not-federated'],
        proved: [federated.length > 0 ? 'scp/managed-domain' : 'tenant/not-federated'],
      }
    if (unverified)
      return {
        outcome: 'fail',
        title: say`${unverified.facts.id} is not verified`,
        evidence: [unverified.facts.isVerified],
        fix: [
          {
            where: 'Entra (PowerShell)',
            text: ours("Confirm-MgDomain -DomainId '<domain>', once the TXT record stands in DNS."),
          },
        ],
        verify,
      }
    if (federated.length === 0)
      return {
        outcome: 'warn',
        title: say`None of the domains shown is federated`,
        evidence: [domains[0]?.facts.authenticationType],
        inferred: true,
        fix: [
          {
            where: 'Entra (PowerShell)',
            text: ours(
              'New-MgDomainFederationConfiguration for the domain of the users, if the identity provider is to answer for it.',
            ),
          },
        ],
        verify,
      }
    return { outcome: 'ok', evidence: federated.map(({ facts }) => facts.authenticationType) }
  },
}
