import { refusedByTokenService, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'user-account-expired',
  title: 'the account has expired',
  story: 'A contract ended and was renewed, but nobody moved the date in AD.',
  source: 'AD logon failures, told apart in the sign-in log and alike outside',
  breaksAfterJoin: ({ domain }) => domain.user.expire(),
  expected: refusedByTokenService('AUTHENTICATE_PASSWORD_ACCOUNT_EXPIRED'),
}
