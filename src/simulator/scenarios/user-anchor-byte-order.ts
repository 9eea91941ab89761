import { refusedUser, type Scenario } from '../scenario.ts'
import { swapByteOrder } from '../swap-byte-order.ts'

export const scenario: Scenario = {
  name: 'user-anchor-byte-order',
  title: 'mS-DS-ConsistencyGuid was written with its bytes in the order of the text',
  story:
    'A migration script turned the text of the GUID into bytes from left to right; in AD the first three groups stand the other way round.',
  source: 'recurring problem: AADSTS51004, wrong byte order of the anchor',
  breaks: ({ domain }) => domain.user.setConsistencyGuid(swapByteOrder(domain.user.objectGuid)),
  expected: refusedUser(51004),
}
