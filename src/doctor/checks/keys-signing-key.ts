import type { Check } from '../check.ts'
import { readCertificate } from '../federation/read-certificate.ts'
import { liveOf, problemFinding, proofOf } from '../live-of.ts'
import { daysBetween, timeOf } from '../time-of.ts'
import { ours, say } from '../words.ts'

/** Telling Entra takes people, and people take time. */
const warnedDays = 60

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
      const [active, ...beside] = lists.certificates ?? []
      const certificate = active && readCertificate(active.value)
      // A previous one is published as well, for a while.
      const next = beside.find(({ value }) => (readCertificate(value)?.notAfter ?? '') > (certificate?.notAfter ?? ''))
      return active && certificate ? [{ application: facts.application, active, certificate, next }] : []
    })
    const [soonest] = signing.toSorted((one, other) => (one.certificate.notAfter < other.certificate.notAfter ? -1 : 1))
    if (soonest === undefined || at === undefined) return undefined
    const { certificate, active, next, application } = soonest
    const days = daysBetween(at, certificate.notAfter)
    const proof = proofOf(active, `the certificate ${certificate.thumbprint}, until ${certificate.notAfter}`)
    if (days > warnedDays) return { outcome: 'ok', evidence: [proof] }
    return {
      outcome: days < 0 ? 'fail' : 'warn',
      title:
        days < 0
          ? say`The certificate that signs for ${application} ended at ${certificate.notAfter}`
          : say`The certificate that signs for ${application} ends in ${days} days`,
      codes: days < 0 ? ['AADSTS5000811'] : [],
      evidence: [proof],
      expected: ours(`more than ${warnedDays} days`),
      observed: say`it ends at ${certificate.notAfter}; the next one is ${ours(next ? 'made' : 'not made')}`,
      fix: [
        {
          where: 'Joinery',
          text: ours(
            'joinery keys roll makes the next key and publishes its certificate beside the one that signs. Once Entra has it: joinery keys prove FILE with what Get-MgDomainFederationConfiguration | Format-List prints, then joinery keys switch.',
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
