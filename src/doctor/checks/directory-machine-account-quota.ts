import type { Check } from '../check.ts'
import { liveOf } from '../live-of.ts'
import { ours, say } from '../words.ts'

/** Whoever may make a computer account has its password, and with it a token that says it is a computer. */
export const check: Check = {
  id: 'directory/machine-account-quota',
  title: 'Only administrators make computer accounts',
  phase: 'settings',
  needs: [],
  links: ['https://learn.microsoft.com/windows/win32/adschema/a-ms-ds-machineaccountquota'],
  run(which) {
    const quotas = liveOf(which, 'directory').flatMap(({ facts }) => facts.machineAccountQuota ?? [])
    const open = quotas.find(({ value }) => Number(value) > 0)
    if (open === undefined) return quotas.length > 0 ? { outcome: 'ok', evidence: quotas } : undefined
    return {
      outcome: 'warn',
      title: say`Any user may make ${open} computer accounts, and join what they like to Entra with them`,
      evidence: [open],
      expected: ours('0'),
      observed: say`${open}`,
      fix: [
        {
          where: 'Active Directory (PowerShell)',
          text: ours(
            "Set-ADDomain -Identity (Get-ADDomain) -Replace @{'ms-DS-MachineAccountQuota'='0'}, after delegating the joining of computers to those who do it; or name groups or OUs in onlyMembersOf of the device user type.",
          ),
        },
      ],
      verify: ours('(Get-ADObject (Get-ADDomain).DistinguishedName -Properties ms-DS-MachineAccountQuota) shows 0.'),
    }
  },
}
