import { findCodes } from '../../entra/codes.ts'
import { judgeCauses } from '../causes/judge-causes.ts'
import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

/** Audited: nothing fails yet. Enforced: the ticket was refused. */
const audited = ['201', '202', '205', '206', '207']
const enforced = ['203', '204', '208', '209', '14', '16', '27', '42', '11']

export const check: Check = {
  id: 'kerberos/kdc-events',
  title: 'The domain controllers report no trouble with encryption types',
  phase: 'auth',
  needs: [],
  links: ['https://support.microsoft.com/help/5073381'],
  run(which) {
    const events = which
      .all('windows-event')
      .filter(({ facts }) => /kdcsvc|key-distribution-center/i.test(facts.provider?.value ?? ''))
    const of = (ids: readonly string[]) => events.findLast(({ facts }) => ids.includes(facts.eventId?.value ?? ''))
    const found = of(enforced) ?? of(audited)
    const id = found?.facts.eventId
    if (id === undefined) return events[0]?.facts.eventId && { outcome: 'ok', evidence: [events[0].facts.eventId] }
    const row = findCodes(id.value).find(({ kind }) => kind === 'event-kdc')
    const isDuplicate = id.value === '11'
    const cause = isDuplicate
      ? 'kerberos/spn-duplicate'
      : ['201', '203', '27'].includes(id.value)
        ? 'kerberos/service-account-rc4-only'
        : 'kerberos/service-account-aes-without-reset'
    return {
      outcome: enforced.includes(id.value) ? 'fail' : 'warn',
      title: say`The KDC reports event ${id}: ${ours(row?.meaning ?? 'encryption types')}`,
      evidence: [id, found?.facts.message],
      fix: [
        ...(row?.remedy ? [{ where: 'Active Directory', text: ours(row.remedy) }] : []),
        ...judgeCauses(which, [cause]).fix,
      ],
      verify: ours('The System log of the domain controller shows no further such event.'),
      causes: [cause],
    }
  },
}
