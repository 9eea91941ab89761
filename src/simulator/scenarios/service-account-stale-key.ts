import { refusedTicket, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'service-account-stale-key',
  title: 'the password of the service account was reset in AD only',
  story:
    'Somebody reset the password: tickets carry the new key version, Joinery holds the keys of the old password and cannot make the new ones.',
  source:
    'source document, "Kerberos service account and AES encryption", step 7; public threads on KRB_AP_ERR_MODIFIED',
  breaks: (stage) => stage.domain.resetServiceAccountPassword(),
  expected: refusedTicket('assertion'),
}
