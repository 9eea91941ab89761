import { leaveStaleCertificate } from '../leave-stale-certificate.ts'
import { refusedAssertion, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'signing-certificate-stale',
  title: 'the tenant has the signing certificate of a key that no longer signs',
  story: 'The signing key was rolled over and nobody told the tenant; Entra still has the certificate from before.',
  source: 'recurring problem: AADSTS5000811',
  breaks: leaveStaleCertificate,
  expected: refusedAssertion(5000811),
}
