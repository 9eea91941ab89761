import { refusedTicket, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'spn-missing',
  title: 'no account owns the SPN of the token service',
  story:
    'setspn was forgotten: the domain controller knows no HTTP/ name of the host, gives no ticket, and Windows offers NTLM.',
  source: 'recurring problem: SPN; Windows falls to NTLM and gets 401',
  breaks: (stage) => stage.domain.removeServicePrincipalName(),
  expected: refusedTicket('ticket'),
}
