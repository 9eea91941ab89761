import type { Check } from '../check.ts'
import { liveOf } from '../live-of.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'lockout/address',
  title: 'No address was refused for too many passwords in the last hour',
  phase: 'sign-in',
  needs: [],
  run(which) {
    const [server] = liveOf(which, 'server')
    const addresses = liveOf(which, 'limitedAddress')
    const [worst] = addresses
    if (worst === undefined) return server && { outcome: 'ok', evidence: [server.facts.publicUrl] }
    const { remoteAddress, refusals, last } = worst.facts
    const isProxied = server?.facts.tls?.value === 'proxy'
    return {
      outcome: 'warn',
      title: say`${refusals} sign-ins from ${remoteAddress} were refused unread: too many passwords from one address`,
      codes: ['AUTHENTICATE_RATE_LIMITED'],
      evidence: addresses.map(({ facts }) => facts.remoteAddress),
      observed: say`the last at ${last}`,
      fix: [
        {
          where: 'Joinery',
          text: ours(
            isProxied
              ? 'Is it the proxy\u2019s own address? Then name it in trustedProxies, so that clients are told apart. Else block a guesser at the firewall.'
              : 'Is it a proxy or NAT that many users share? Then raise wrongPasswordsPerMinute and wrongPasswordsAtOnce of lockout. Else block a guesser at the firewall.',
          ),
        },
      ],
      verify: ours('The sign-in log shows no AUTHENTICATE_RATE_LIMITED from the address.'),
    }
  },
}
