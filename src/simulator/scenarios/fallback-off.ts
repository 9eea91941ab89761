import { refusedAssertion, type Scenario } from '../scenario.ts'
import { wrongFormat } from './break-claim.ts'

export const scenario: Scenario = {
  name: 'fallback-off',
  title: 'with the fallback off the failure of federation shows',
  story:
    'The same mistake as fallback-on, with CDJ\\FallbackToSyncJoin set to 0 as the source document recommends while testing.',
  source: 'source document, "Fallback sync issue"',
  breaks: wrongFormat('accounttype').breaks,
  expected: {
    ...refusedAssertion(51004),
    prints: [...refusedAssertion(51004).prints, 'Fallback to Sync-Join : DISABLED'],
  },
}
