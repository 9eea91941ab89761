import type { Check } from '../check.ts'
import { readCertificate } from '../federation/read-certificate.ts'
import { timeOf } from '../time-of.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'metadata/certificates',
  title: 'The federation metadata publish a valid signing certificate',
  phase: 'settings',
  needs: [],
  run(which) {
    const metadata = which.all('federation-metadata').at(-1)
    if (metadata === undefined) return undefined
    const fix = [
      {
        where: 'your identity provider',
        text: ours(
          'Publish the certificate that signs, and during a rollover the next one too: Entra reads this document to follow.',
        ),
      },
    ]
    const verify = ours('FederationMetadata.xml holds the certificate of the key that signs.')
    const read = metadata.certificates.map((fact) => ({ fact, certificate: readCertificate(fact.value) }))
    if (!read.some(({ certificate }) => certificate !== undefined))
      return {
        outcome: 'fail',
        title: say`The federation metadata publish no signing certificate that can be read`,
        evidence: [metadata.facts.entityId, ...metadata.certificates],
        fix,
        verify,
      }
    const time = timeOf(which)
    const isOver =
      time !== undefined && read.every(({ certificate }) => certificate === undefined || certificate.notAfter < time.at)
    if (isOver)
      return {
        outcome: 'fail',
        title: say`Every certificate in the federation metadata is expired`,
        evidence: metadata.certificates,
        fix,
        verify,
      }
    return { outcome: 'ok', evidence: [metadata.facts.entityId] }
  },
}
