import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'entra/duplicates',
  title: 'Entra has one object for each device',
  phase: 'join',
  needs: [],
  run(which) {
    const byName = Map.groupBy(which.all('entra-device'), ({ facts }) => facts.displayName?.value.toLowerCase() ?? '')
    byName.delete('')
    const twice = [...byName.values()].find(
      (devices) => new Set(devices.map(({ facts }) => facts.deviceId?.value)).size > 1,
    )
    if (twice === undefined)
      return byName.size > 0
        ? { outcome: 'ok', evidence: [[...byName.values()][0]?.[0]?.facts.displayName] }
        : undefined
    return {
      outcome: 'warn',
      title: say`Entra has ${twice.length} objects of the name ${twice[0]?.facts.displayName}`,
      evidence: twice.map(({ facts }) => facts.deviceId),
      fix: [
        {
          where: 'Entra',
          text: ours(
            'Compare DeviceId with dsregcmd /status of the computer (and with its objectGUID in AD); delete the others when they have not been seen for weeks.',
          ),
        },
      ],
      verify: ours('Get-MgDevice -Filter "displayName eq \'<name>\'" shows one.'),
    }
  },
}
