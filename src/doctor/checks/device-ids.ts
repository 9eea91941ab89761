import type { Check } from '../check.ts'
import { findGuid } from '../grammar.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'device/ids',
  title: 'A joined device has a device id and a tenant id',
  phase: 'join',
  needs: ['device/state'],
  run({ status }) {
    const { AzureAdJoined: joined, DeviceId: device, TenantId: tenant } = status?.facts ?? {}
    if (joined?.value !== 'YES' || (status?.isCut && (device === undefined || tenant === undefined))) return undefined
    const empty = [device, tenant].filter((fact) => fact === undefined || findGuid(fact.value) === undefined)
    if (empty.length === 0) return { outcome: 'ok', evidence: [device, tenant] }
    return {
      outcome: 'fail',
      title: say`The device says it is joined, but has no ${device && findGuid(device.value) ? ours('tenant id') : ours('device id')}`,
      evidence: [joined, device, tenant],
      fix: [
        {
          where: 'Windows',
          text: ours('The join is half done: dsregcmd /leave as administrator, then dsregcmd /join as SYSTEM.'),
        },
      ],
      verify: ours('dsregcmd /status shows DeviceId and TenantId.'),
    }
  },
}
