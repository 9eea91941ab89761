import type { Check } from '../check.ts'
import { latestSettings } from '../federation/compare-setting.ts'
import { readCertificate } from '../federation/read-certificate.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'federation/next-certificate',
  title: 'The next signing certificate is readable, and another than the present one',
  phase: 'settings',
  needs: [],
  run(which) {
    const settings = latestSettings(which)?.facts
    const next = settings?.nextSigningCertificate
    if (next === undefined || next.value === '') return undefined
    const fix = [
      {
        where: 'Entra (PowerShell)',
        text: ours(
          "Update-MgDomainFederationConfiguration -DomainId '<domain>' -InternalDomainFederationId '<Id>' -NextSigningCertificate '<base64 of the next certificate, without line breaks>'",
        ),
      },
    ]
    const verify = ours('Get-MgDomainFederationConfiguration shows the certificate as NextSigningCertificate.')
    if (readCertificate(next.value) === undefined)
      return {
        outcome: 'fail',
        title: say`The next signing certificate in Entra is none: cut, or not base64 of DER`,
        evidence: [next],
        fix,
        verify,
      }
    if (next.value === settings?.signingCertificate?.value)
      return {
        outcome: 'warn',
        title: say`The next signing certificate in Entra is the present one, so a rollover is not prepared`,
        evidence: [next],
        fix,
        verify,
      }
    return { outcome: 'ok', evidence: [next] }
  },
}
