import type { Check } from '../check.ts'
import { latestSettings } from '../federation/compare-setting.ts'
import { readCertificate } from '../federation/read-certificate.ts'
import { ours, say } from '../words.ts'

const leastBits = 2048

export const check: Check = {
  id: 'federation/certificate-strength',
  title: 'The signing certificate has an RSA key of 2048 bits or more and is itself not signed with SHA-1',
  phase: 'settings',
  needs: ['federation/certificate'],
  run(which) {
    const present = latestSettings(which)?.facts.signingCertificate
    const certificate = present && readCertificate(present.value)
    if (present === undefined || certificate === undefined) return undefined
    const { keyType, keyBits = 0, signatureAlgorithm } = certificate
    const observed = say`${keyType} ${keyBits}, ${signatureAlgorithm}`
    const fix = [
      {
        where: 'your identity provider',
        text: ours(
          'Make a new signing key (RSA, 2048 bits or more, SHA-256), set it as NextSigningCertificate, then switch.',
        ),
      },
    ]
    const verify = ours('The certificate shown by Get-MgDomainFederationConfiguration is the new one.')
    if (keyType !== 'rsa')
      return {
        outcome: 'fail',
        title: say`The signing certificate has no RSA key, and Entra takes no other`,
        evidence: [present],
        observed,
        fix,
        verify,
      }
    if (keyBits < leastBits)
      return {
        outcome: 'fail',
        title: say`The RSA key of the signing certificate has only ${keyBits} bits`,
        evidence: [present],
        observed,
        fix,
        verify,
      }
    if (/sha1|md5/i.test(signatureAlgorithm))
      return {
        outcome: 'warn',
        title: say`The signing certificate itself is signed with ${signatureAlgorithm}`,
        evidence: [present],
        observed,
        fix,
        verify,
      }
    return { outcome: 'ok', evidence: [present] }
  },
}
