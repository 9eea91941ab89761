import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'device/keys',
  title: 'The keys of the device are usable',
  phase: 'sign-in',
  needs: [],
  run({ status, attempt }) {
    const { AadRecoveryEnabled: recovery, KeySignTest: test } = status?.facts ?? {}
    const healthy = attempt?.debug?.facts.deviceKeysHealthy
    const bad = [
      recovery?.value === 'YES' ? recovery : undefined,
      /^FAIL/i.test(test?.value ?? '') ? test : undefined,
      healthy?.value.toUpperCase() === 'NO' ? healthy : undefined,
    ].find((fact) => fact !== undefined)
    if (bad)
      return {
        outcome: 'fail',
        title: say`The keys of the device are not usable`,
        evidence: [bad, recovery, test],
        expected: ours('AadRecoveryEnabled : NO, KeySignTest : PASSED'),
        observed: say`${ours(bad.name)} : ${bad}`,
        fix: [
          {
            where: 'Windows',
            text: ours(
              'Sign in once more, for Windows tries to recover by itself; if it stays: dsregcmd /leave as administrator, dsregcmd /join as SYSTEM. With a TPM look at tpm.msc and its firmware.',
            ),
          },
        ],
        verify: ours('dsregcmd /status, elevated, shows KeySignTest : PASSED.'),
        causes: ['device/tpm'],
      }
    const good = test?.value === 'PASSED' ? test : recovery?.value === 'NO' ? recovery : undefined
    return good && { outcome: 'ok', evidence: [good] }
  },
}
