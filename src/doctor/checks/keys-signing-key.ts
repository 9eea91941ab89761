import type { Check } from '../check.ts'
import { readCertificate } from '../federation/read-certificate.ts'
import { liveOf, problemFinding, proofOf } from '../live-of.ts'
import { daysBetween, timeOf } from '../time-of.ts'
import { ours, say } from '../words.ts'

/** Entra begins to look for the next certificate so long before the end. */
const pollingDays = 35

export const check: Check = {
  id: 'keys/signing-key',
  title: 'The certificate that signs is valid, and will be for a while',
  phase: 'settings',
  needs: [],
  run(which) {
    const at = timeOf(which)?.at
    const applications = liveOf(which, 'application')
    const without = applications.find(({ facts }) => facts.problem)
    if (without) return problemFinding(without, 'joinery keys list shows an active key.')
    const signing = applications.flatMap(({ facts, lists }) => {
      const [active, next] = lists.certificates ?? []
      const certificate = active && readCertificate(active.value)
      return active && certificate ? [{ application: facts.application, active, certificate, next }] : []
    })
    const [soonest] = signing.toSorted((one, other) => (one.certificate.notAfter < other.certificate.notAfter ? -1 : 1))
    if (soonest === undefined || at === undefined) return undefined
    const { certificate, active, next, application } = soonest
    const days = daysBetween(at, certificate.notAfter)
    const proof = proofOf(active, `the certificate ${certificate.thumbprint}, until ${certificate.notAfter}`)
    if (days > pollingDays) return { outcome: 'ok', evidence: [proof] }
    return {
      outcome: days < 0 ? 'fail' : 'warn',
      title:
        days < 0
          ? say`The certificate that signs for ${application} ended at ${certificate.notAfter}`
          : say`The certificate that signs for ${application} ends in ${days} days`,
      codes: days < 0 ? ['AADSTS5000811'] : [],
      evidence: [proof],
      expected: ours(`more than ${pollingDays} days`),
      observed: say`it ends at ${certificate.notAfter}; the next one is ${ours(next ? 'made' : 'not made')}`,
      fix: [
        {
          where: 'Joinery',
          text: ours(
            'joinery keys import FILE takes the next key with its certificate, and publishes it beside the active one. Once Entra has it, name it in idpSigning.key.id of the application: from then on it signs.',
          ),
        },
        {
          where: 'Entra (PowerShell)',
          text: ours(
            "Update-MgDomainFederationConfiguration -DomainId '<domain>' -InternalDomainFederationId '<Id>' -NextSigningCertificate '<base64, without line breaks>'",
          ),
        },
      ],
      verify: ours('joinery keys list shows an active key that ends later.'),
    }
  },
}
