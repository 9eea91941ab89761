import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'device/state',
  title: 'The device is hybrid joined',
  phase: 'join',
  needs: ['join/domain-controller', 'join/discovery', 'join/token', 'join/registration'],
  run({ status }) {
    const { AzureAdJoined: entra, DomainJoined: domain, EnterpriseJoined: enterprise } = status?.facts ?? {}
    // A log may end in the middle of a value.
    if (entra === undefined || !/^(?:YES|NO)$/.test(entra.value)) return undefined
    const isJoined = entra.value === 'YES'
    const evidence = [entra, domain, enterprise]
    if (isJoined && domain?.value === 'NO')
      return {
        outcome: 'warn',
        title: say`The device is Entra joined, not hybrid joined: it is no member of a domain`,
        evidence,
        fix: [
          {
            where: 'Windows',
            text: ours('Nothing, if that is meant. For a hybrid join the device must be a member of the domain first.'),
          },
        ],
      }
    if (isJoined)
      return {
        outcome: 'ok',
        title: domain ? say`The device is hybrid joined` : say`The device is joined to Entra`,
        evidence,
      }
    if (enterprise?.value === 'YES')
      return {
        outcome: 'fail',
        title: say`The device is joined to an on-premises registration service, not to Entra`,
        evidence,
        fix: [
          {
            where: 'Windows',
            text: ours(
              'Remove EnterpriseDrsName of the service connection point or policy, dsregcmd /leave, then join again.',
            ),
          },
        ],
      }
    return {
      outcome: 'fail',
      title:
        domain?.value === 'NO'
          ? say`The device is neither in a domain nor in Entra`
          : say`The device is not joined to Entra`,
      evidence,
      expected: ours('AzureAdJoined : YES'),
      observed: say`AzureAdJoined : ${entra}`,
      fix: [
        {
          where: 'Windows',
          text: ours('Run dsregcmd /join /debug as SYSTEM (psexec -s -i cmd) and give its output to the doctor.'),
        },
      ],
      verify: ours('dsregcmd /status shows AzureAdJoined : YES.'),
      wouldTell: [ours('dsregcmd /join /debug, run as SYSTEM')],
    }
  },
}
