import type { Check } from '../check.ts'
import { findUtcTime } from '../grammar.ts'
import { ours, say } from '../words.ts'

const staleMilliseconds = 4 * 3_600_000

/** Windows renews it every four hours. A token older than the join is no fault: it came with an earlier one. */
export const check: Check = {
  id: 'user/prt-age',
  title: 'The primary refresh token is renewed',
  phase: 'sign-in',
  needs: ['user/prt'],
  run(which) {
    const { AzureAdPrtUpdateTime: updated, AzureAdPrtExpiryTime: expires, AzureAdPrt: prt } = which.status?.facts ?? {}
    if (prt?.value !== 'YES' || updated === undefined || findUtcTime(updated.value) === undefined) return undefined
    // Only a time of this very output says how old the token was when it was printed.
    const at = which.now?.toISOString() ?? (which.status?.isJoinEnd ? undefined : which.status?.time?.value)
    if (at === undefined)
      return {
        outcome: 'ok',
        title: say`The primary refresh token was renewed at ${updated} and ends at ${expires}`,
        evidence: [updated, expires],
      }
    const fix = [
      {
        where: 'Windows',
        text: ours('Lock and unlock the device with network; look for events 1081, 1084 and 1088 in AAD/Operational.'),
      },
    ]
    const verify = ours('AzureAdPrtUpdateTime is less than four hours old.')
    if (expires && findUtcTime(expires.value) !== undefined && expires.value < at)
      return {
        outcome: 'fail',
        title: say`The primary refresh token ended at ${expires}`,
        evidence: [expires, which.status?.time],
        fix,
        verify,
      }
    if (Date.parse(at) - Date.parse(updated.value) > staleMilliseconds)
      return {
        outcome: 'warn',
        title: say`The primary refresh token has not been renewed since ${updated}`,
        evidence: [updated, which.status?.time],
        expected: ours('renewed every four hours'),
        fix,
        verify,
      }
    return { outcome: 'ok', evidence: [updated] }
  },
}
