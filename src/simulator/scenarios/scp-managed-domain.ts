import type { Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'scp-managed-domain',
  title: 'the service connection point names a domain that is not federated',
  story:
    'azureADName holds the onmicrosoft.com name: Windows finds a managed domain, never asks Joinery, and joins by sync when its object is there.',
  source: 'azure-docs#35203; learn.microsoft.com, hybrid join, manual',
  breaks: ({ domain, names }) =>
    domain.writeServiceConnectionPoint({ tenantId: names.tenantId, tenantName: names.managedDomain }),
  expected: {
    path: 'sync',
    failedStep: null,
    aadsts: null,
    hresult: null,
    prints: ['TenantType = Managed;', 'DsrCmdJoinHelper::Join: completed successfully', 'AzureAdJoined : YES'],
  },
}
