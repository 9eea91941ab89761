import type { Check } from '../check.ts'
import { latestSettings } from '../federation/compare-setting.ts'
import { federationFix } from '../federation/federation-fix.ts'
import { findPublished } from '../federation/find-published.ts'
import { readCertificate } from '../federation/read-certificate.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'federation/certificate',
  title: 'The signing certificate in Entra is one that the identity provider signs with',
  phase: 'settings',
  needs: [],
  run(which) {
    const settings = latestSettings(which)
    const present = settings?.facts.signingCertificate
    if (settings === undefined || present === undefined) return undefined
    const published = findPublished(which).certificates
    const change = {
      parameter: 'SigningCertificate',
      type: 'certificate' as const,
      wanted: published[0]?.value,
      present,
    }
    const verify = ours('A join or sign-in succeeds, and Entra answers none with AADSTS5000811.')
    const certificate = readCertificate(present.value)
    if (certificate === undefined)
      return {
        outcome: 'fail',
        title: say`The signing certificate in Entra is none: empty, cut, or not base64 of DER`,
        evidence: [present],
        fix: federationFix(settings, change),
        verify,
      }
    if (published.length === 0)
      return {
        outcome: 'ok',
        title: say`The signing certificate in Entra is readable; nothing among the inputs says which one signs`,
        evidence: [present],
      }
    if (published.some(({ value }) => value === present.value)) return { outcome: 'ok', evidence: [present] }
    const next = settings.facts.nextSigningCertificate
    if (next && published.some(({ value }) => value === next.value))
      return {
        outcome: 'ok',
        title: say`The certificate that signs is the next one in Entra, which is taken as well`,
        evidence: [next],
      }
    return {
      outcome: 'fail',
      title: say`Entra has another signing certificate than the one that signs`,
      codes: ['AADSTS5000811'],
      evidence: [present, published[0]],
      expected: say`thumbprint ${readCertificate(published[0]?.value ?? '')?.thumbprint}`,
      observed: say`thumbprint ${certificate.thumbprint}`,
      fix: federationFix(settings, change),
      verify,
      causes: ['federation/signing-certificate'],
      proved: ['federation/signing-certificate'],
    }
  },
}
