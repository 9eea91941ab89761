import type { Case } from '../case.ts'
import type { Check } from '../check.ts'
import type { Fact } from '../fact.ts'
import { liveOf, proofOf } from '../live-of.ts'
import { ours, say } from '../words.ts'

/** A client binds its ticket to the certificate that it sees [RFC5929 §4]; who ends TLS before us shows another. */
export const check: Check = {
  id: 'kerberos/channel-binding',
  title: 'Extended protection fits whoever ends TLS',
  phase: 'auth',
  needs: [],
  run(which) {
    const modes = liveOf(which, 'kerberos').flatMap(({ facts }) => facts.extendedProtection ?? [])
    if (modes.length === 0) return undefined
    const foreign = foreignTls(which)
    const strict = modes.find(({ value }) => value !== 'off')
    if (foreign === undefined || strict === undefined) return { outcome: 'ok', evidence: modes }
    return {
      outcome: 'fail',
      title: say`Something before the server ends TLS, so tickets of clients that send channel bindings are refused`,
      codes: ['AUTHENTICATE_CHANNEL_BINDING_MISMATCH'],
      evidence: [strict, foreign],
      expected: ours('off, or the same certificate at both'),
      observed: say`${strict}`,
      fix: [
        {
          where: 'Joinery',
          text: ours(
            "Set extendedProtection of the gateway to off, or give whatever ends TLS the server's own certificate and key.",
          ),
        },
      ],
      verify: ours(
        'A device joins by way of the load balancer, and the sign-in log shows no channel binding mismatch.',
      ),
    }
  },
}

/** The certificate that clients see where it is not the listener's. */
function foreignTls(which: Case): Fact | undefined {
  const [server] = liveOf(which, 'server')
  const shown = liveOf(which, 'tls')
  const own = shown
    .filter(({ facts }) => facts.way?.value === 'listener')
    .flatMap(({ lists }) => lists.certificates?.[0] ?? [])
  const seen = shown
    .filter(({ facts }) => facts.way?.value === 'name')
    .flatMap(({ lists }) => lists.certificates?.[0] ?? [])
  if (server?.facts.tls?.value === 'proxy') return server.facts.tls
  const other = own.length === 0 ? undefined : seen.find(({ value }) => !own.some((one) => one.value === value))
  return other && proofOf(other, 'the certificate shown at the published name is not the one of the listener')
}
