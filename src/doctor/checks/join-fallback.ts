import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'join/fallback',
  title: 'The device joined by the federated path',
  phase: 'join',
  needs: [],
  links: ['https://learn.microsoft.com/entra/identity/devices/troubleshoot-device-dsregcmd'],
  run({ attempt, status }) {
    const debug = attempt?.debug?.facts
    if (debug?.federatedJoinSucceeded) return { outcome: 'ok', evidence: [debug.federatedJoinSucceeded] }
    if (attempt?.path === 'sync' && attempt.federatedFailure)
      return {
        outcome: 'warn',
        title: say`The device is joined, but only by the fallback to sync join, which hides that federation failed`,
        codes: [],
        evidence: [debug?.federatedJoinFailed, debug?.joinSucceeded],
        expected: ours('AutoEnrollAsComputer completed successfully'),
        observed: ours('Federated ADRS join failed … Try synchronized join, then completed successfully'),
        fix: [
          {
            where: 'Windows',
            text: ours(
              'While testing, switch the fallback off: set the DWORD FallbackToSyncJoin to 0 in HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CDJ, or by the group policy preference that sets it.',
            ),
          },
          {
            where: 'any',
            text: ours(
              'Mend the federated path: other applications use the same token service for sign-in and have no fallback.',
            ),
          },
        ],
        verify: ours(
          'dsregcmd /leave, then dsregcmd /join /debug as SYSTEM: it ends with "AutoEnrollAsComputer completed successfully".',
        ),
      }
    const setting = status?.facts['Fallback to Sync-Join']
    return setting && attempt?.federatedFailure
      ? {
          outcome: 'ok',
          title: say`The fallback to sync join (${setting}) hides nothing: the device did not join`,
          evidence: [setting],
        }
      : undefined
  },
}
