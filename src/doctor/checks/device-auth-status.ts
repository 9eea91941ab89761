import { judgeCauses } from '../causes/judge-causes.ts'
import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'device/auth-status',
  title: 'Entra accepts the certificate of the device',
  phase: 'sign-in',
  needs: [],
  run(which) {
    const status = which.status?.facts.DeviceAuthStatus
    if (status === undefined || status.value === '') return undefined
    if (status.value === 'SUCCESS') return { outcome: 'ok', evidence: [status] }
    if (!status.value.startsWith('FAILED')) return undefined
    const isRemoved = /disabled or deleted/i.test(status.value)
    const judged = judgeCauses(which, [isRemoved ? 'device/removed' : 'network/system'])
    return {
      outcome: 'fail',
      title: isRemoved
        ? say`The device was deleted or disabled in Entra`
        : say`The device could not ask Entra whether it is known`,
      ...judged,
      evidence: [status, ...judged.evidence],
      expected: ours('DeviceAuthStatus : SUCCESS'),
      observed: say`DeviceAuthStatus : ${status}`,
      verify: ours('dsregcmd /status shows DeviceAuthStatus : SUCCESS.'),
    }
  },
}
