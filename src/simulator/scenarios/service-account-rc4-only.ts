import { refusedTicket, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'service-account-rc4-only',
  title: 'the service account supports RC4 only',
  story:
    'Nobody ticked "This account supports Kerberos AES 256 bit encryption", so the domain controller encrypts tickets with RC4, which Joinery does not take.',
  source: 'source document, "Kerberos service account and AES encryption"',
  breaks: async (stage) => {
    await stage.domain.setServiceAccountEncryption(['RC4'])
    await stage.joinery.restartGateway()
  },
  expected: refusedTicket('assertion'),
}
