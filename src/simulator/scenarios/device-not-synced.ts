import type { Scenario } from '../scenario.ts'
import { wrongFormat } from './break-claim.ts'

export const scenario: Scenario = {
  name: 'device-not-synced',
  title: 'federation fails, and the computer is not synced yet',
  story:
    'accounttype has the wrong NameFormat, Windows falls back, and Entra Connect has not brought the computer object: it is out of scope or too new.',
  source: 'learn.microsoft.com, hybrid join troubleshooting: 0x801c03f2 DirectoryError',
  breaks: wrongFormat('accounttype').breaks,
  device: (device) => ({ ...device, fallbackToSyncJoin: true }),
  isSynced: false,
  expected: {
    path: null,
    failedStep: 'access-token',
    aadsts: 'AADSTS51004',
    hresult: '0x801c03f2',
    prints: [
      'Federated ADRS join failed with error 0xcaa1000e. Try synchronized join.',
      'Join HTTP status: 400',
      'Join error code: DirectoryError',
      'AzureAdJoined : NO',
      'Registration Type : sync',
      'Error Phase : join',
      'Client ErrorCode : 0x801c03f2',
      'Server ErrorCode : DirectoryError',
    ],
  },
}
