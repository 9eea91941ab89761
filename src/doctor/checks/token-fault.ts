import { findCodes } from '../../entra/codes.ts'
import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'token/fault',
  title: 'The token service answers without a SOAP fault',
  phase: 'auth',
  needs: [],
  run(which) {
    const fault = which.all('soap-fault').at(-1)?.facts
    const code = fault?.subcode ?? fault?.code
    if (code === undefined) return undefined
    const name = code.value.split(':').at(-1) ?? ''
    const row =
      findCodes(`s:Sender/wst:${name}`)[0] ??
      findCodes(`s:Sender/wsse:${name}`)[0] ??
      findCodes(`s:Sender/wsa:${name}`)[0]
    return {
      outcome: 'fail',
      title: say`The token service answered with the fault ${code}${row ? ours(`: ${row.meaning}`) : []}`,
      codes: ['0xcaa90014'],
      evidence: [code, fault?.reason],
      observed: say`${fault?.reason}`,
      fix: [
        ...(row && row.remedy !== '' ? [{ where: 'any', text: ours(row.remedy) }] : []),
        {
          where: 'your identity provider',
          text: ours('Read its log at that time: the fault says outside only what may be said to anyone.'),
        },
      ],
      verify: ours('The token service answers with a RequestSecurityTokenResponse.'),
      wouldTell: [ours("Joinery's sign-in log entry of that time, or the log of the identity provider")],
    }
  },
}
