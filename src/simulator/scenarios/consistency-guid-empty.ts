import { printsFederated, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'consistency-guid-empty',
  title: 'devices are mapped from mS-DS-ConsistencyGuid, which is empty on computers',
  story:
    'The tables of the source document were followed to the letter; Entra Connect writes that attribute to users, not to computers. Joinery then takes objectGUID, as Entra Connect does.',
  source: 'source document, the note below "User type for hybrid joined devices"',
  breaks: (stage) =>
    stage.joinery.patchSettings((draft) => {
      const mappings = draft.gateways
        .flatMap((gateway) => gateway.userTypes)
        .filter((userType) => userType.account === 'device')
        .flatMap((userType) => userType.newUserLookup.attributeMappings)
      for (const mapping of mappings) {
        if (mapping.name === 'externalId' || mapping.name === 'username')
          mapping.value = "${ldapAttributes['mS-DS-ConsistencyGuid']}"
      }
    }),
  expected: { path: 'federated', failedStep: null, aadsts: null, hresult: null, prints: printsFederated },
}
