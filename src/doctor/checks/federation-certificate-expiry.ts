import type { Check } from '../check.ts'
import { latestSettings } from '../federation/compare-setting.ts'
import { readCertificate } from '../federation/read-certificate.ts'
import { daysBetween, timeOf } from '../time-of.ts'
import { ours, say } from '../words.ts'

/** Entra begins to look for the next certificate so long before the end. */
const pollingDays = 35

export const check: Check = {
  id: 'federation/certificate-expiry',
  title: 'The signing certificate in Entra is valid, and will be for a while',
  phase: 'settings',
  needs: ['federation/certificate'],
  run(which) {
    const present = latestSettings(which)?.facts.signingCertificate
    const next = latestSettings(which)?.facts.nextSigningCertificate
    const certificate = present && readCertificate(present.value)
    if (present === undefined || certificate === undefined) return undefined
    const time = timeOf(which)
    const { notAfter, notBefore } = certificate
    if (time === undefined)
      return {
        outcome: 'ok',
        title: say`The signing certificate in Entra ends at ${notAfter}; no time among the inputs says how long that is`,
        evidence: [present],
      }
    const evidence = [present, time.fact]
    const days = daysBetween(time.at, notAfter)
    const fix = [
      {
        where: 'your identity provider',
        text: ours(
          'Make the next signing key, publish both certificates, and set NextSigningCertificate in Entra before the new key signs.',
        ),
      },
      {
        where: 'Entra (PowerShell)',
        text: ours(
          "Update-MgDomainFederationConfiguration -DomainId '<domain>' -InternalDomainFederationId '<Id>' -NextSigningCertificate '<base64, without line breaks>'",
        ),
      },
    ]
    const verify = ours('Get-MgDomainFederationConfiguration shows a certificate that ends later.')
    if (days < 0 || time.at < notBefore)
      return {
        outcome: 'fail',
        title: say`The signing certificate in Entra is not valid: it holds from ${notBefore} to ${notAfter}`,
        evidence,
        observed: say`the inputs are of ${time.at}`,
        fix,
        verify,
      }
    if (days > pollingDays) return { outcome: 'ok', evidence }
    return {
      outcome: 'warn',
      title: say`The signing certificate in Entra ends in ${days} days`,
      evidence,
      observed: say`it ends at ${notAfter}, and the inputs are of ${time.at}; next certificate: ${next?.value ? ours('set') : ours('none')}`,
      fix,
      verify,
    }
  },
}
