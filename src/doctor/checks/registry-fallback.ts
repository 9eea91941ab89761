import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'registry/fallback',
  title: 'The fallback to sync join is off, so a failure of federation shows',
  phase: 'join',
  needs: [],
  run(which) {
    const setting = which.all('client-registry').findLast(({ facts }) => facts.FallbackToSyncJoin !== undefined)
      ?.facts.FallbackToSyncJoin
    const tested = which.status?.facts['Fallback to Sync-Join']
    const isOn = setting ? setting.value !== '0' : tested?.value === 'ENABLED'
    const shown = setting ?? tested
    if (shown === undefined) return undefined
    if (!isOn) return { outcome: 'ok', evidence: [shown] }
    return {
      outcome: 'ok',
      title: say`The fallback to sync join is on (${shown}): while testing switch it off, for it would hide a failure of federation`,
      evidence: [shown],
      verify: ours('FallbackToSyncJoin is 0 below HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CDJ.'),
    }
  },
}
