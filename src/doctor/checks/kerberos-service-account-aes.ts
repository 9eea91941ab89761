import { listSupportedEncryptionTypeFlags } from '../../protocol/ad/supported-encryption-types.ts'
import { judgeCauses } from '../causes/judge-causes.ts'
import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'kerberos/service-account-aes',
  title: 'The service account supports AES',
  phase: 'auth',
  needs: [],
  links: ['https://support.microsoft.com/help/5073381'],
  run(which) {
    const account = which
      .all('ad-account')
      .findLast(({ servicePrincipalNames }) => servicePrincipalNames?.some(({ value }) => /^HTTP\//i.test(value)))
    const types = account?.facts['msDS-SupportedEncryptionTypes']
    const name = account?.facts.sAMAccountName ?? account?.facts.distinguishedName
    if (types === undefined) return undefined
    const flags = listSupportedEncryptionTypeFlags(Number(types.value || 0))
    if (flags.some((flag) => flag.startsWith('AES'))) return { outcome: 'ok', evidence: [types] }
    return {
      outcome: 'fail',
      title: say`The service account ${name} does not support AES, so its tickets are RC4`,
      evidence: [types],
      expected: ours('24 (AES128 and AES256), or 28'),
      observed: say`${types.value === '' ? ours('not set') : types} (${ours(flags.join(', ') || 'none')})`,
      fix: judgeCauses(which, ['kerberos/service-account-rc4-only']).fix,
      verify: ours('klist -li 0x3e7 shows AES-256 for HTTP/<host> after a purge.'),
      causes: ['kerberos/service-account-rc4-only'],
      proved: ['kerberos/service-account-rc4-only'],
    }
  },
}
