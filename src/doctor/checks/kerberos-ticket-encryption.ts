import { judgeCauses } from '../causes/judge-causes.ts'
import type { Check } from '../check.ts'
import { latestSettings } from '../federation/compare-setting.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'kerberos/ticket-encryption',
  title: 'The tickets for the identity provider are AES',
  phase: 'auth',
  needs: ['kerberos/service-account-aes'],
  links: ['https://support.microsoft.com/help/5073381'],
  run(which) {
    const host = hostOf(latestSettings(which)?.facts.activeSignInUri?.value)
    const wanted = host === undefined ? /^HTTP\//i : new RegExp(`^HTTP/${host.replaceAll('.', '\\.')}(?:@|$)`, 'i')
    const tickets = which.all('kerberos-ticket').filter(({ facts }) => wanted.test(facts.server?.value ?? ''))
    const weak = tickets.find(({ facts }) => /^(?:RC4|DES)/.test(facts.encryptionType?.value ?? ''))
    if (weak) {
      const judged = judgeCauses(which, [
        'kerberos/service-account-rc4-only',
        'kerberos/service-account-aes-without-reset',
      ])
      return {
        // Without the settings the ticket may be for any other web server.
        outcome: host === undefined ? 'warn' : 'fail',
        title: say`The ticket for ${weak.facts.server} is ${weak.facts.encryptionType}`,
        ...judged,
        evidence: [weak.facts.encryptionType, ...judged.evidence],
        expected: ours('AES256'),
        observed: say`${weak.facts.encryptionType}`,
        verify: ours('klist -li 0x3e7 shows AES-256 for it after a purge.'),
      }
    }
    const [first] = tickets
    return first && { outcome: 'ok', evidence: [first.facts.encryptionType] }
  },
}

const hostOf = (address: string | undefined): string | undefined =>
  address !== undefined && URL.canParse(address) ? new URL(address).hostname : undefined
