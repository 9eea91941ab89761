import { refusedByTokenService, type Scenario } from '../scenario.ts'
import { withBrowser } from './change-user.ts'

export const scenario: Scenario = {
  name: 'browser-wrong-password',
  title: 'a password typed into the form is wrong',
  story: 'The user reset the password this morning and the password manager does not know.',
  source: 'recurring problem: AADSTS50126, which a federated user never sees',
  breaksAfterJoin: ({ domain }) => domain.user.resetPassword(),
  device: withBrowser(),
  expected: {
    ...refusedByTokenService('AUTHENTICATE_PASSWORD_WRONG'),
    prints: [...refusedByTokenService('AUTHENTICATE_PASSWORD_WRONG').prints, 'Asked for password, then password.'],
  },
}
