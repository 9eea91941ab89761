import { endpointPurposes } from '../../entra/endpoint-purposes.ts'
import type { Check } from '../check.ts'
import { ours, say, type Words } from '../words.ts'

export const check: Check = {
  id: 'mex/endpoints',
  title: 'The metadata exchange document publishes what devices and users need',
  phase: 'auth',
  needs: [],
  run(which) {
    const mex = which.all('mex').at(-1)
    if (mex === undefined) return undefined
    const has = (credential: string, version?: string) =>
      mex.endpoints.find((one) => one.credential === credential && (version === undefined || one.version === version))
    const verify = ours(
      'The document names 13/windowstransport, 2005/windowstransport and both usernamemixed endpoints.',
    )
    const publish = (name: string) => [
      {
        where: 'your identity provider',
        text: ours(
          `Publish ${name}; in AD FS: Enable-AdfsEndpoint -TargetAddressPath /adfs/services/trust/13/${name.split('/').at(-1)}, then restart the service. At PingOne or Joinery: let Entra have the /wsf/mex13/ address.`,
        ),
      },
    ]
    const evidence = mex.endpoints.slice(0, 4).map(({ address }) => address)
    if (has('windowstransport') === undefined)
      return {
        outcome: 'fail',
        title: say`The metadata exchange document publishes no windowstransport endpoint, so no computer can join`,
        codes: ['0xcaa90022'],
        evidence,
        fix: publish('13/windowstransport'),
        verify,
        causes: ['federation/mex-without-windowstransport'],
        proved: ['federation/mex-without-windowstransport'],
      }
    if (has('usernamemixed') === undefined)
      return {
        outcome: 'warn',
        title: say`The metadata exchange document publishes no usernamemixed endpoint, so a password at logon gets no token`,
        codes: ['0xcaa90023', '0xc004848b'],
        evidence,
        fix: publish('13/usernamemixed'),
        verify,
      }
    if (has('windowstransport', '13') === undefined)
      return {
        outcome: 'warn',
        title: say`The metadata exchange document publishes no endpoint of WS-Trust 1.3`,
        codes: ['0xcaa90022'],
        evidence,
        fix: publish('13/windowstransport'),
        verify,
      }
    return { outcome: 'ok', evidence, observed: purposes(mex.endpoints.map(({ credential }) => credential)) }
  },
}

/** Which endpoint does what, and who must reach it: what people ask who read the list. */
function purposes(credentials: readonly string[]): Words {
  const known = endpointPurposes.filter(({ name }) => credentials.includes(name))
  return ours(known.map(({ name, purpose, reach }) => `${name}: ${purpose}. To be reached from ${reach}.`).join(' '))
}
