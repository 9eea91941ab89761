import type { Case } from '../case.ts'
import type { Check, Finding } from '../check.ts'
import type { EntraDevice } from '../readings/entra-readings.ts'
import { daysBetween, timeOf } from '../time-of.ts'
import { ours, say } from '../words.ts'

const staleDays = 21

export const check: Check = {
  id: 'entra/device',
  title: 'The device object in Entra is enabled, registered and in use',
  phase: 'join',
  needs: [],
  run(which) {
    const devices = devicesOf(which)
    const judged = devices.map((device) => judge(device, which))
    return (
      judged.find(({ outcome }) => outcome === 'fail') ??
      judged.find(({ outcome }) => outcome === 'warn') ??
      judged.at(-1)
    )
  },
}

/** Of the device of this case, where it is known and among them; else all. */
function devicesOf(which: Case): readonly EntraDevice[] {
  const all = which.all('entra-device')
  const id = which.status?.facts.DeviceId?.value
  const own = all.filter(({ facts }) => facts.deviceId?.value === id)
  return id !== undefined && own.length > 0 ? own : all
}

function judge(device: EntraDevice, which: Case): Finding {
  const {
    accountEnabled,
    trustType,
    registrationDateTime,
    approximateLastSignInDateTime: seen,
    displayName,
    deviceId,
  } = device.facts
  const shown = displayName ?? deviceId
  const verify = ours('Get-MgDevice shows it enabled, with TrustType ServerAd and a registration date.')
  if (accountEnabled?.value === 'false')
    return {
      outcome: 'fail',
      title: say`${shown} is disabled in Entra`,
      evidence: [accountEnabled, shown],
      fix: [{ where: 'Entra', text: ours('Devices, all devices: enable it, if nobody disabled it on purpose.') }],
      verify,
      causes: ['device/removed'],
      proved: ['device/removed'],
    }
  if (isPending(device))
    return {
      outcome: 'fail',
      title: say`${shown} is pending: Entra Connect brought it, and it never registered`,
      evidence: [registrationDateTime ?? shown],
      fix: [
        {
          where: 'Windows',
          text: ours('Run dsregcmd /join /debug as SYSTEM on the device, and give the output to the doctor.'),
        },
        {
          where: 'Entra',
          text: ours(
            'If the computer object was moved out of the scope and back, or made anew: delete the pending object, and let it sync again.',
          ),
        },
      ],
      verify,
      wouldTell: [ours('dsregcmd /join /debug of this device')],
    }
  if (trustType && trustType.value !== '' && !/^ServerAd$/i.test(trustType.value))
    return {
      outcome: 'warn',
      title: say`${shown} is in Entra as ${trustType}, not as hybrid joined`,
      evidence: [trustType],
      expected: ours('ServerAd'),
      observed: say`${trustType}`,
      fix: [
        {
          where: 'Windows',
          text: ours(
            'Look at dsregcmd /status of the device; a registration for a work account makes an object of its own.',
          ),
        },
      ],
      verify,
    }
  const time = timeOf(which)
  if (time && seen && seen.value !== '' && seen.isAmbiguous !== true && daysBetween(seen.value, time.at) > staleDays)
    return {
      outcome: 'warn',
      title: say`${shown} was last seen by Entra at ${seen}`,
      evidence: [seen, time.fact],
      expected: say`less than ${staleDays} days ago`,
      fix: [
        {
          where: 'Entra',
          text: ours(
            'If the computer is gone, disable the object, later delete it; if it is in use, look at its sign-in (dsregcmd /status as the user).',
          ),
        },
      ],
      verify,
    }
  return { outcome: 'ok', evidence: [accountEnabled, trustType, shown] }
}

function isPending({ facts, alternativeSecurityIds }: EntraDevice): boolean {
  const { registrationDateTime, trustType } = facts
  if (registrationDateTime?.value === 'Pending') return true
  const noKey =
    alternativeSecurityIds !== undefined && !alternativeSecurityIds.some(({ value }) => value.includes('X509:'))
  return (
    noKey &&
    /^ServerAd$/i.test(trustType?.value ?? '') &&
    (registrationDateTime === undefined || registrationDateTime.value === '')
  )
}
