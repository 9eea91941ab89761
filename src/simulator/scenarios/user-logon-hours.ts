import { refusedByTokenService, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'user-logon-hours',
  title: 'the user may not log on at this hour',
  story: 'Logon hours were set for a shift; tokens are asked for around the clock.',
  source: 'AD logon failures, told apart in the sign-in log and alike outside',
  breaksAfterJoin: ({ domain }) => domain.user.denyLogonHours(),
  expected: refusedByTokenService('AUTHENTICATE_PASSWORD_HOURS'),
}
