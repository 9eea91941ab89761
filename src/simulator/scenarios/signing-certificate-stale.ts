import { makeStaleCertificate } from '../make-stale-certificate.ts'
import { refusedAssertion, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'signing-certificate-stale',
  title: 'the tenant has the signing certificate of a key that no longer signs',
  story: 'The signing key was rolled over and nobody told the tenant; Entra still has the certificate from before.',
  source: 'recurring problem: AADSTS5000811',
  breaks: async (stage) => {
    const signingCertificate = await makeStaleCertificate()
    await stage.tenant.updateFederation(() => ({ signingCertificate, nextSigningCertificate: null }))
  },
  expected: refusedAssertion(5000811),
}
