import type { Scenario } from '../scenario.ts'
import { wrongFormat } from './break-claim.ts'

export const scenario: Scenario = {
  name: 'fallback-on',
  title: 'the fallback to sync join hides that federation fails',
  story:
    'accounttype has the wrong NameFormat, but the device is synced and Windows may fall back: it ends up joined, and nobody notices.',
  source: 'source document, "Fallback sync issue", and its failed example',
  breaks: wrongFormat('accounttype').breaks,
  device: (device) => ({ ...device, fallbackToSyncJoin: true }),
  expected: {
    path: 'sync',
    failedStep: 'access-token',
    aadsts: 'AADSTS51004',
    hresult: '0xcaa20003',
    prints: [
      'DsrCmdJoinHelper::Join: Federated ADRS join failed with error 0xcaa1000e. Try synchronized join.',
      'DsrCmdJoinHelper::Join: completed successfully',
      'AzureAdJoined : YES',
    ],
  },
}
