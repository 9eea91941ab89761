import type { Check } from '../check.ts'
import type { HttpExchange } from '../readings/federation-readings.ts'
import { ours, say } from '../words.ts'

const endpointPath = /\/(?:wsf|adfs|applications)\//i
const tooLarge = ['413', '431', '400']

/** From a HAR or SAML-tracer export. */
export const check: Check = {
  id: 'http/answers',
  title: 'The identity provider answers the requests of the browser',
  phase: 'sign-in',
  needs: [],
  run(which) {
    const exchanges = which.all('http-exchange').filter(({ facts }) => endpointPath.test(facts.path?.value ?? ''))
    const large = exchanges.find((one) => ['413', '431'].includes(statusOf(one)))
    const verify = ours('The same request is answered with 200.')
    if (large)
      return {
        outcome: 'fail',
        title: say`The request headers were too large (HTTP ${large.facts.status}): a user in many groups has a large ticket`,
        evidence: [large.facts.status, large.facts.path],
        fix: [
          {
            where: 'the proxy',
            text: ours(
              'Allow 64 KiB of headers in the proxy and at the identity provider (nginx: large_client_header_buffers 4 64k); fewer groups make smaller tickets.',
            ),
          },
        ],
        verify,
      }
    const bad = exchanges.find((one) => /^(?:5\d\d|404|403)$/.test(statusOf(one)))
    if (bad)
      return {
        outcome: 'fail',
        title: say`The identity provider, or what stands in front of it, answered with HTTP ${bad.facts.status}`,
        evidence: [bad.facts.status, bad.facts.path],
        fix: [
          {
            where: 'your identity provider',
            text:
              statusOf(bad) === '404'
                ? ours('Compare the address with that of the application: its last part is the application id.')
                : ours('Read its log at that time, and that of the proxy in front.'),
          },
        ],
        verify,
      }
    const [first] = exchanges
    return first?.facts.status && !tooLarge.includes(statusOf(first))
      ? { outcome: 'ok', evidence: [first.facts.status] }
      : undefined
  },
}

const statusOf = ({ facts }: HttpExchange): string => facts.status?.value ?? ''
