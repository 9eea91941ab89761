import type { Check } from '../check.ts'
import { timeOf } from '../time-of.ts'
import { ours, say } from '../words.ts'

/** What must not be passed on: whoever has it can be the device or the user until it ends. */
export const check: Check = {
  id: 'input/secrets',
  title: 'The inputs hold nothing that someone could sign in with',
  phase: 'input',
  needs: [],
  run(which) {
    const secret = which.all('http-exchange').find(({ secrets }) => secrets.length > 0)?.secrets[0]
    const at = timeOf(which)?.at
    const live = which.all('saml-assertion').find(({ facts }) => {
      const end = facts.notOnOrAfter?.value
      return end !== undefined && end !== '' && (at === undefined || end > at)
    })?.facts.notOnOrAfter
    const found = secret ?? live
    if (found === undefined) return undefined
    return {
      outcome: 'warn',
      title: secret
        ? say`The input holds a secret (${secret}): do not pass it on`
        : say`The input holds an assertion that holds until ${live}: do not pass it on before`,
      evidence: [found],
      inferred: secret === undefined && at === undefined,
      fix: [
        {
          where: 'any',
          text: ours(
            'Give others the report (--html, --markdown, --share), which holds no assertion, ticket or cookie. If it has been passed on: sign the user out, and mind that an assertion lives an hour.',
          ),
        },
      ],
      verify: ours('What you pass on holds no cookie, Authorization header or assertion.'),
    }
  },
}
