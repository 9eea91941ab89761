import { refusedByTokenService, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'user-disabled',
  title: 'the account is disabled',
  story: 'The user left the company on Friday; the notebook still lets them in with what it remembers.',
  source: 'AD logon failures, told apart in the sign-in log and alike outside',
  breaksAfterJoin: ({ domain }) => domain.user.disable(),
  expected: refusedByTokenService('AUTHENTICATE_PASSWORD_DISABLED'),
}
