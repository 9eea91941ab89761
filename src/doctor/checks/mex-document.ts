import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

const meanings: Readonly<Record<string, string>> = {
  'document type': 'it has a document type (DTD), which Windows refuses with 0xc00cee4f',
  root: 'its root is not wsdl:definitions, which clients look for',
  'insecure address': 'it publishes an address that is not https, which clients skip',
}

export const check: Check = {
  id: 'mex/document',
  title: 'The metadata exchange document is one that Windows reads',
  phase: 'auth',
  needs: [],
  run(which) {
    const mex = which.all('mex').at(-1)
    const [problem] = mex?.problems ?? []
    if (mex === undefined) return undefined
    if (problem === undefined) return { outcome: 'ok', evidence: [mex.endpoints[0]?.address] }
    return {
      outcome: 'fail',
      title: say`The metadata exchange document: ${ours(meanings[problem.name] ?? problem.name)}`,
      codes: problem.name === 'document type' ? ['0xc00cee4f'] : ['0xcaa9002c'],
      evidence: mex.problems,
      expected: ours('plain WSDL by GET, without DTD, all addresses https'),
      observed: say`${problem}`,
      fix: [
        {
          where: 'your identity provider',
          text: ours(
            'Publish plain WSDL; behind a proxy set the public https address, so that it is not made from the inner one.',
          ),
        },
      ],
      verify: ours('The document at MetadataExchangeUri begins with wsdl:definitions.'),
    }
  },
}
