import { refusedAssertion, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'audience-wrong',
  title: 'the assertion names another audience than Entra',
  story:
    'Audience restriction was changed to the address of another cloud, while requests for the worldwide one are still taken.',
  source: 'recurring problem: invalid_grant by audience; AADSTS50010 in the error reference of Microsoft',
  breaks: (stage) =>
    stage.joinery.patchSettings((draft) => {
      for (const application of draft.applications) {
        application.appliesTo = [...application.appliesTo, application.audienceRestriction]
        application.audienceRestriction = 'https://login.partner.microsoftonline.cn'
      }
    }),
  expected: { ...refusedAssertion(50010), assumed: 'that Entra answers a wrong audience with this code' },
}
