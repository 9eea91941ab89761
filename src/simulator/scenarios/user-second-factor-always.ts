import { type Scenario, userSignedIn } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'user-second-factor-always',
  title: 'a second factor is demanded of everybody, and devices and logon screens still get their tokens',
  story:
    'The policy of other products asks for a second factor wherever it can, and nobody sits at a scheduled task to answer. Joinery asks in browsers only.',
  source: 'recurring problem: device authentication blocked by an MFA policy',
  breaks: (stage) =>
    stage.joinery.patchSettings((draft) => {
      draft.secondFactor.demand = 'always'
    }),
  expected: userSignedIn,
}
