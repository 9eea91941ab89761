import { refusedByTokenService, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'user-must-change-password',
  title: 'the password must be changed at the next logon',
  story: 'A new user who has never been in the office: no domain controller, no way to change the password, no token.',
  source: 'AD logon failures, told apart in the sign-in log and alike outside',
  breaksAfterJoin: ({ domain }) => domain.user.requirePasswordChange(),
  expected: refusedByTokenService('AUTHENTICATE_PASSWORD_MUST_CHANGE'),
}
