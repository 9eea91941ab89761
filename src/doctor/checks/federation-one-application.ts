import type { Check } from '../check.ts'
import type { Fact } from '../fact.ts'
import { latestSettings } from '../federation/compare-setting.ts'
import { ours, say } from '../words.ts'

/** Without anything published to compare with, the addresses can still contradict each other. */
export const check: Check = {
  id: 'federation/one-application',
  title: 'All addresses in Entra are of one application on one host',
  phase: 'settings',
  needs: [],
  run(which) {
    const facts = latestSettings(which)?.facts
    if (facts === undefined) return undefined
    const uris = [facts.activeSignInUri, facts.passiveSignInUri, facts.metadataExchangeUri, facts.issuerUri].filter(
      isShaped,
    )
    const [first] = uris
    if (first === undefined || uris.length < 2) return undefined
    const other = uris.find((uri) => originAndId(uri.value) !== originAndId(first.value))
    if (other === undefined) return { outcome: 'ok', evidence: uris }
    return {
      outcome: 'fail',
      title: say`${ours(other.name)} is of another application, or another host, than ${ours(first.name)}`,
      evidence: [first, other],
      expected: say`${first}`,
      observed: say`${other}`,
      fix: [
        {
          where: 'your identity provider',
          text: ours(
            'Copy all four addresses anew from the Overview of the one Microsoft 365 application, and set them with Update-MgDomainFederationConfiguration.',
          ),
        },
      ],
      ...(other === facts.metadataExchangeUri && { causes: [wrongMex], proved: [wrongMex] }),
      verify: ours('All four end in the same application id.'),
    }
  },
}

const wrongMex = 'federation/mex-not-found'
const shape = /^(https:\/\/[^/]+)\/(?:wsf\/(?:sts|prp|mex|mex13)|applications)\/([^/?]+)$/i

const isShaped = (uri: Fact | undefined): uri is Fact => uri !== undefined && shape.test(uri.value)

function originAndId(uri: string): string {
  const [, origin = '', id = ''] = shape.exec(uri) ?? []
  return `${origin.toLowerCase()} ${id}`
}
