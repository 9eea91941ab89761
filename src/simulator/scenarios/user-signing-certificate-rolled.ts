import { leaveStaleCertificate } from '../leave-stale-certificate.ts'
import { refusedUser, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'user-signing-certificate-rolled',
  title: 'the signing key is rolled over after the join, and nobody tells the tenant',
  story: 'Entra still has the certificate from before: computers stay joined, no user gets a token.',
  source: 'recurring problem: AADSTS5000811',
  breaksAfterJoin: leaveStaleCertificate,
  expected: refusedUser(5000811),
}
