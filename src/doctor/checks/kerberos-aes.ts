import type { Check } from '../check.ts'
import { liveOf } from '../live-of.ts'
import { ours, say } from '../words.ts'

/** AD derives the AES keys when a password is set; switching AES on makes none. Only Windows tells when it was switched on. */
export const check: Check = {
  id: 'kerberos/aes',
  title: 'The password of the service account is newer than its AES flags',
  phase: 'auth',
  needs: ['kerberos/service-account-aes'],
  run(which) {
    const known = liveOf(which, 'kerberos').filter(({ facts }) => facts.passwordLastSet && facts.encryptionTypesSet)
    const older = known.find(
      ({ facts }) => Date.parse(facts.passwordLastSet?.value ?? '') < Date.parse(facts.encryptionTypesSet?.value ?? ''),
    )
    // Before AES was switched on the account may have had AES keys already: the ticket itself says whether it has.
    const hasAes = liveOf(which, 'service').some(({ facts }) => facts.encryptionType?.value.startsWith('aes'))
    if (older === undefined || hasAes)
      return known.length > 0 ? { outcome: 'ok', evidence: known.map(({ facts }) => facts.passwordLastSet) } : undefined
    const { passwordLastSet, encryptionTypesSet, account } = older.facts
    return {
      outcome: 'fail',
      title: say`The password of ${account} is older than its AES flags, so it has no AES keys`,
      codes: ['KERBEROS_TICKETS_NOT_AES'],
      evidence: [passwordLastSet, encryptionTypesSet],
      expected: say`a password set after ${encryptionTypesSet}`,
      observed: say`${passwordLastSet}`,
      fix: [
        {
          where: 'Active Directory',
          text: ours(
            'Reset the password of the service account, give it to the gateway (joinery config apply), then joinery gateway restart <id>.',
          ),
        },
      ],
      verify: ours('joinery gateway test <id> shows a ticket with AES256.'),
    }
  },
}
