import { refusedByTokenService, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'user-immutableid-missing',
  title: 'users get no ImmutableID',
  story:
    'Somebody took the mappings of ImmutableID and Subject from the users; computers still have them, so the join works.',
  source: 'recurring problem: AADSTS51004 and AADSTS90020; source document, attribute mappings',
  breaksAfterJoin: (stage) =>
    stage.joinery.patchSettings((draft) => {
      for (const application of draft.applications)
        for (const attribute of application.attributes)
          if (attribute.name === 'ImmutableID' || attribute.name === 'Subject') attribute.releaseTo = 'devices'
    }),
  expected: refusedByTokenService('MAP_SUBJECT_MISSING'),
}
