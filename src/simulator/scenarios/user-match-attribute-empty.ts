import { refusedByTokenService, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'user-match-attribute-empty',
  title: 'user names are matched with mail, and the user has none',
  story:
    'Windows types the UPN into the username token; Joinery looks for it in mail, which is its default, and this account has no mailbox.',
  source: 'recurring problem: usernamemixed looks the user up by another attribute',
  breaks: async (stage) => {
    await stage.joinery.patchSettings((draft) => {
      for (const application of draft.applications) application.userAttributeUsernameMatch = 'email'
    })
    await stage.domain.user.replaceAttributes({ mail: [] })
  },
  expected: refusedByTokenService('AUTHENTICATE_USER_OTHER_ATTRIBUTE'),
}
