import { printsFederated, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'service-account-renamed',
  title: 'the service account was renamed, its password was not reset',
  story:
    'AD keeps the old salt in the keys after a rename, and shows it nowhere. Joinery asks the domain controller for the salt, so nothing breaks.',
  source: 'source document, "Kerberos service account and AES encryption"; lab',
  breaks: async (stage) => {
    await stage.domain.renameServiceAccount('svc-renamed')
    await stage.joinery.restartGateway()
  },
  expected: { path: 'federated', failedStep: null, aadsts: null, hresult: null, prints: printsFederated },
}
