import { refusedUser, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'user-immutableid-text-guid',
  title: 'ImmutableID is the text of the GUID, not base64 of its bytes',
  story: 'The mapping hands out externalId as it stands; Entra Connect wrote base64 of the sixteen bytes.',
  source: 'recurring problem: AADSTS51004; source document, attribute mappings',
  breaksAfterJoin: (stage) =>
    stage.joinery.patchSettings((draft) => {
      for (const application of draft.applications)
        for (const attribute of application.attributes)
          if (attribute.name === 'ImmutableID' || attribute.name === 'Subject') attribute.value = '${user.externalId}'
    }),
  expected: refusedUser(51004),
}
