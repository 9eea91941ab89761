import { refusedByTokenService, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'user-locked',
  title: 'the account is locked in AD',
  story:
    'Too many wrong passwords, from a phone with the old one: AD takes no password for half an hour, not even the right one.',
  source: 'AD logon failures, told apart in the sign-in log and alike outside',
  breaksAfterJoin: ({ domain }) => domain.user.lock(),
  expected: refusedByTokenService('AUTHENTICATE_PASSWORD_ACCOUNT_LOCKED'),
}
