import type { Check } from '../check.ts'
import { liveOf } from '../live-of.ts'
import { ours, say } from '../words.ts'

/** The published address, asked for as a client does: it shows what stands before us, and what that does to requests. */
export const check: Check = {
  id: 'server/public-address',
  title: 'The published addresses lead to this server, also through what stands before it',
  phase: 'auth',
  needs: ['federation/tls', 'server/proxy'],
  run(which) {
    const requests = liveOf(which, 'request')
    const [server] = liveOf(which, 'server')
    const asked = requests.filter(({ facts }) => facts.isUnreachable?.value !== 'true')
    const wrong = asked.find(({ facts }) => facts.isOurs?.value !== 'true')
    if (wrong === undefined) {
      const [first] = asked
      const unseen = requests.some(({ facts }) => facts.isUnreachable)
      return (
        first && {
          outcome: 'ok',
          ...(unseen && {
            title: say`The listener answers at the published addresses; their name leads nowhere from the server itself, so nothing before it was seen`,
          }),
          evidence: asked.map(({ facts }) => facts.address),
        }
      )
    }
    const { address, status, problem, means } = wrong.facts
    const isProxied = server?.facts.tls?.value === 'proxy'
    const isPlain = status?.value === '403'
    return {
      outcome: 'fail',
      title: say`${address} is not answered as published`,
      codes: problem ? [problem.value] : [],
      evidence: [address, status, problem],
      expected: ours('200 and the metadata exchange document'),
      observed: status ? say`status ${status}` : say`${means ?? problem}`,
      fix: [
        {
          where: isProxied ? 'the proxy' : 'Joinery',
          text: ours(
            isPlain
              ? 'Let the proxy send X-Forwarded-Proto: https and X-Forwarded-For, and name its address in trustedProxies.'
              : 'Let the proxy keep the Host header, pass every path below /wsf and /adfs unchanged, ask nobody to sign in, and keep one connection for one client. Without a proxy: the name must lead to this server, and its host be that of publicUrl or hostNames.',
          ),
        },
      ],
      verify: ours('curl -i <address> shows 200 and wsdl:definitions.'),
    }
  },
}
