import { refusedTicket, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'clock-skew',
  title: 'the clocks of the device and of Joinery are seven minutes apart',
  story: 'Kerberos allows five minutes between the time in an authenticator and the time of the one who accepts it.',
  source: 'recurring problem: KRB_AP_ERR_SKEW',
  breaks: async () => undefined,
  device: (device) => ({ ...device, authenticatorOffsetSeconds: 420 }),
  expected: refusedTicket('assertion'),
}
