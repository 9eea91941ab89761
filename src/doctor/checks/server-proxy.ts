import type { Check } from '../check.ts'
import { liveOf } from '../live-of.ts'
import { joinWords, ours, say } from '../words.ts'

/** What a proxy says of protocol and client is believed of those named in trustedProxies, and of nobody else. */
export const check: Check = {
  id: 'server/proxy',
  title: 'Whoever ends TLS for the server is believed, and nobody else is',
  phase: 'settings',
  needs: [],
  run(which) {
    const [server] = liveOf(which, 'server')
    if (server === undefined) return undefined
    const { tls } = server.facts
    const proxies = server.lists.trustedProxies ?? []
    const verify = ours(
      'A sign-in through the proxy shows the address of the client in the sign-in log, not that of the proxy.',
    )
    if (tls?.value === 'proxy' && proxies.length === 0)
      return {
        outcome: 'fail',
        title: say`The server ends no TLS and believes no proxy, so every ticket and password is refused as sent in the clear`,
        codes: ['HTTP_PLAIN'],
        evidence: [tls],
        expected: ours('tls.certificate and tls.key, or the proxy in trustedProxies'),
        fix: [
          {
            where: 'Joinery',
            text: ours(
              'Set tls.certificate and tls.key in joinery.yaml, or name the address of the proxy in trustedProxies and let it send X-Forwarded-Proto: https; then restart the server.',
            ),
          },
        ],
        verify,
      }
    const everybody = proxies.filter(({ value }) => /\/0$/.test(value))
    if (everybody.length === 0) return { outcome: 'ok', evidence: [tls, ...proxies] }
    return {
      outcome: 'warn',
      title: say`Everybody is believed as a proxy, so any client can say that it is in the intranet`,
      evidence: everybody,
      expected: ours('the addresses of the proxies alone'),
      observed: joinWords(
        everybody.map((range) => say`${range}`),
        ', ',
      ),
      fix: [
        {
          where: 'Joinery',
          text: ours(
            'Name only the addresses of your proxies in trustedProxies of joinery.yaml; then restart the server.',
          ),
        },
      ],
      verify,
    }
  },
}
