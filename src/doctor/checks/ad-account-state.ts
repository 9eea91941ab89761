import type { Check } from '../check.ts'
import { daysBetween, timeOf } from '../time-of.ts'
import { ours, say } from '../words.ts'

const disabledFlag = 0x2

export const check: Check = {
  id: 'ad/account-state',
  title: 'The accounts are enabled and not locked',
  phase: 'auth',
  needs: [],
  run(which) {
    const accounts = which.all('ad-account')
    const at = timeOf(which)?.at
    for (const { facts } of accounts) {
      const { enabled, lockedOut, userAccountControl, accountExpires, sAMAccountName, distinguishedName } = facts
      const name = sAMAccountName ?? distinguishedName
      const verify = ours('Get-ADUser or Get-ADComputer shows it enabled and not locked.')
      const isDisabled = enabled?.value === 'false' || (Number(userAccountControl?.value ?? 0) & disabledFlag) !== 0
      if (isDisabled)
        return {
          outcome: 'fail',
          title: say`${name} is disabled in AD`,
          evidence: [enabled ?? userAccountControl],
          fix: [{ where: 'Active Directory', text: ours('Enable-ADAccount, if nobody disabled it on purpose.') }],
          verify,
        }
      if (lockedOut?.value === 'true')
        return {
          outcome: 'fail',
          title: say`${name} is locked in AD`,
          evidence: [lockedOut],
          fix: [
            {
              where: 'Active Directory',
              text: ours('Find who tries passwords (event 4740 on the domain controller), then Unlock-ADAccount.'),
            },
          ],
          verify,
        }
      const isOver =
        at !== undefined &&
        accountExpires !== undefined &&
        /^\d{4}-/.test(accountExpires.value) &&
        daysBetween(at, accountExpires.value) < 0
      if (isOver)
        return {
          outcome: 'fail',
          title: say`${name} expired at ${accountExpires}`,
          evidence: [accountExpires],
          fix: [{ where: 'Active Directory', text: ours('Set-ADAccountExpiration, or clear the date.') }],
          verify,
        }
    }
    const [first] = accounts
    return first?.facts.enabled && { outcome: 'ok', evidence: [first.facts.enabled] }
  },
}
