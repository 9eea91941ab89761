import { type Scenario, userSignedIn } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'user-sprayed',
  title: 'somebody elsewhere guesses passwords of the user all day long',
  story:
    'AD locks accounts after eight wrong passwords; Joinery stops asking AD before, for the place the guesses come from.',
  source: 'recurring problem: password spray on usernamemixed',
  breaks: async ({ domain, joinery }) => {
    await domain.user.setLockoutThreshold(8)
    await joinery.signInOnce()
  },
  breaksAfterJoin: ({ joinery }) => joinery.guessPasswords(30),
  expected: { ...userSignedIn, signInError: 'AUTHENTICATE_LOCKED_OUT' },
}
