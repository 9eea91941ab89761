import type { Check } from '../check.ts'
import { findGuid } from '../grammar.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'device/ids',
  title: 'A joined device has a device id and a tenant id',
  phase: 'join',
  needs: ['device/state'],
  run({ status }) {
    const { AzureAdJoined: joined, DeviceId: device, TenantId: tenant, Thumbprint, AuthCodeUrl } = status?.facts ?? {}
    if (joined?.value !== 'YES') return undefined
    // Empty, and not merely the end of what was copied: a later field is there.
    const noDevice = device?.value === '' && (Thumbprint ?? tenant) !== undefined
    const noTenant = tenant?.value === '' && AuthCodeUrl !== undefined
    if (!noDevice && !noTenant)
      return device && tenant && findGuid(device.value) && findGuid(tenant.value)
        ? { outcome: 'ok', evidence: [device, tenant] }
        : undefined
    return {
      outcome: 'fail',
      title: say`The device says it is joined, but has no ${noDevice ? ours('device id') : ours('tenant id')}`,
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
