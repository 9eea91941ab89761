import type { Check } from '../check.ts'
import { timeOf } from '../time-of.ts'
import { ours, say } from '../words.ts'

const audience = 'urn:federation:MicrosoftOnline'

export const check: Check = {
  id: 'token/conditions',
  title: 'The assertion is for Entra, and for a time that makes sense',
  phase: 'auth',
  needs: [],
  run(which) {
    const facts = which.all('saml-assertion').at(-1)?.facts
    if (facts === undefined) return undefined
    const { notBefore, notOnOrAfter, audience: shown, issueInstant } = facts
    const verify = ours('The next assertion has them right.')
    if (shown && shown.value !== audience)
      return {
        outcome: 'fail',
        title: say`The audience of the assertion is not Entra`,
        codes: ['AADSTS50010'],
        evidence: [shown],
        expected: ours(audience),
        observed: say`${shown}`,
        fix: [
          {
            where: 'your identity provider',
            text: ours(
              `Set the audience of the Microsoft 365 application to ${audience} (https://login.partner.microsoftonline.cn in the cloud operated by 21Vianet).`,
            ),
          },
        ],
        verify,
        causes: ['federation/audience'],
        proved: ['federation/audience'],
      }
    if (notBefore && notOnOrAfter && notBefore.value >= notOnOrAfter.value)
      return {
        outcome: 'fail',
        title: say`The assertion ends before it begins`,
        codes: ['AADSTS500133'],
        evidence: [notBefore, notOnOrAfter],
        fix: [{ where: 'your identity provider', text: ours('Give assertions a lifetime of an hour.') }],
        verify,
      }
    const tokenTime = which.attempt?.debug?.facts.tokenTime ?? (which.now ? timeOf(which)?.fact : undefined)
    const at = which.now?.toISOString() ?? tokenTime?.value
    if (
      at !== undefined &&
      notOnOrAfter &&
      notBefore &&
      issueInstant &&
      (at < notBefore.value || at >= notOnOrAfter.value) &&
      which.attempt?.aadsts?.value === 'AADSTS500133'
    )
      return {
        outcome: 'fail',
        title: say`Entra saw the assertion at ${at}, outside its time`,
        codes: ['AADSTS500133'],
        evidence: [notBefore, notOnOrAfter, tokenTime],
        fix: [{ where: 'your identity provider', text: ours('Set the clock of the server by NTP.') }],
        verify,
        causes: ['federation/clock'],
        proved: ['federation/clock'],
      }
    const shownFact = shown ?? notOnOrAfter ?? issueInstant
    return shownFact && { outcome: 'ok', evidence: [shownFact] }
  },
}
