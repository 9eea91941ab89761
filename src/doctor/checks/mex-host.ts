import type { Check } from '../check.ts'
import { latestSettings } from '../federation/compare-setting.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'mex/host',
  title: 'The metadata exchange document names the host that Entra knows',
  phase: 'settings',
  needs: ['mex/document'],
  run(which) {
    const uri = latestSettings(which)?.facts.metadataExchangeUri
    const endpoints = which.all('mex').at(-1)?.endpoints ?? []
    const host = hostOf(uri?.value)
    if (uri === undefined || host === undefined || endpoints.length === 0) return undefined
    const other = endpoints.find(({ address }) => hostOf(address.value) !== host)
    if (other === undefined) return { outcome: 'ok', evidence: [uri, endpoints[0]?.address] }
    return {
      outcome: 'warn',
      title: say`The metadata exchange document sends clients to another host than Entra does`,
      evidence: [other.address, uri],
      expected: say`${host}`,
      observed: say`${hostOf(other.address.value)}`,
      fix: [
        {
          where: 'your identity provider',
          text: ours('Behind a proxy set the public address; the SPN must be that of the host in the document.'),
        },
      ],
      verify: ours('All addresses in the document have the host of MetadataExchangeUri.'),
    }
  },
}

const hostOf = (address: string | undefined): string | undefined =>
  address !== undefined && URL.canParse(address) ? new URL(address).hostname : undefined
