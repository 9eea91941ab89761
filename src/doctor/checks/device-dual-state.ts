import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

export const check: Check = {
  id: 'device/dual-state',
  title: 'The device is not registered a second time for a work account',
  phase: 'sign-in',
  needs: [],
  links: ['https://learn.microsoft.com/entra/identity/devices/hybrid-join-plan'],
  run(which) {
    const { AzureAdJoined: joined, DomainJoined: domain, WorkplaceJoined: workplace } = which.status?.facts ?? {}
    if (workplace === undefined || joined?.value !== 'YES' || domain?.value !== 'YES') return undefined
    if (workplace.value !== 'YES') return { outcome: 'ok', evidence: [workplace] }
    return {
      outcome: 'warn',
      title: say`The device is hybrid joined, and registered for a work account as well`,
      evidence: [workplace, joined],
      expected: ours('WorkplaceJoined : NO'),
      observed: ours('WorkplaceJoined : YES'),
      fix: [
        {
          where: 'Windows',
          text: ours(
            'Settings, Accounts, Access work or school: disconnect the work account. Windows 10 1803 and later removes it by itself at the next sign-in.',
          ),
        },
        {
          where: 'Windows',
          text: ours(
            'Keep it from coming back: DWORD BlockAADWorkplaceJoin = 1 in HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WorkplaceJoin.',
          ),
        },
      ],
      verify: ours('dsregcmd /status, as the user, shows WorkplaceJoined : NO.'),
    }
  },
}
