import { refusedTicket, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'service-account-aes-without-reset',
  title: 'AES was ticked, but the password of the service account is older than AES',
  story:
    'The box is ticked and the gateway restarted, yet the account has no AES keys until its password is set again: tickets stay RC4.',
  source: 'source document, "Kerberos service account and AES encryption", step 7',
  breaks: async (stage) => {
    await stage.domain.forgetServiceAccountAesKeys()
    await stage.joinery.restartGateway()
  },
  expected: refusedTicket('assertion'),
}
