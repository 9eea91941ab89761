import type { Check } from '../check.ts'
import { findUtcTime } from '../grammar.ts'
import { daysBetween, timeOf } from '../time-of.ts'
import { ours, say } from '../words.ts'

const warnDays = 30

export const check: Check = {
  id: 'device/certificate',
  title: 'The certificate of the device is valid',
  phase: 'join',
  needs: ['device/state'],
  run(which) {
    const validity = which.status?.facts.DeviceCertificateValidity
    const [, from = '', to = ''] = /\[\s*(.+?)\s*--\s*(.+?)\s*\]/.exec(validity?.value ?? '') ?? []
    const [notBefore, notAfter] = [findUtcTime(from), findUtcTime(to)]
    if (validity === undefined || notBefore === undefined || notAfter === undefined) return undefined
    const time = timeOf(which)
    if (time === undefined)
      return { outcome: 'ok', title: say`The certificate of the device ends at ${notAfter}`, evidence: [validity] }
    const evidence = [validity, time.fact]
    const fix = [
      {
        where: 'Windows',
        text: ours('dsregcmd /leave as administrator, then dsregcmd /join as SYSTEM; users sign in anew.'),
      },
    ]
    const verify = ours('dsregcmd /status shows a DeviceCertificateValidity that holds today.')
    if (time.at < notBefore || time.at > notAfter)
      return {
        outcome: 'fail',
        title: say`The certificate of the device is not valid: from ${notBefore} to ${notAfter}`,
        evidence,
        observed: say`the inputs are of ${time.at}`,
        fix,
        verify,
      }
    const days = daysBetween(time.at, notAfter)
    return days < warnDays
      ? { outcome: 'warn', title: say`The certificate of the device ends in ${days} days`, evidence, fix, verify }
      : { outcome: 'ok', evidence }
  },
}
