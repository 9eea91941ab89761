import type { Case } from '../case.ts'
import type { Fact } from '../fact.ts'
import { findUserRefusal, findUserSignIn } from '../sign-ins-of.ts'
import { ours } from '../words.ts'
import type { Cause, CauseTable } from './cause.ts'

/** Why the token service refuses the password of a user on a joined device. Outside, all of them look alike. */

export const userCauses: CauseTable = {
  'user/password': refused(
    'the password was wrong, or the one Windows keeps is old',
    ['AUTHENTICATE_PASSWORD_WRONG', 'AUTHENTICATE_PASSWORD_EMPTY'],
    'Lock the device and unlock it with the present password.',
  ),
  'user/other-attribute': refused(
    'the identity provider looks users up by another attribute than the UPN, and finds none, or several',
    [
      'AUTHENTICATE_USER_OTHER_ATTRIBUTE',
      'AUTHENTICATE_USER_UNKNOWN',
      'AUTHENTICATE_USER_SEVERAL',
      'AUTHENTICATE_USER_OUTSIDE_BASE',
      'AUTHENTICATE_USERNAME_DOMAIN_FORM',
      'AUTHENTICATE_PASSWORD_NO_ACCOUNT',
    ],
    'Let the gateway find users by userPrincipalName below a base that holds them all.',
  ),
  'user/locked': refused(
    'the account is locked, in AD or at the identity provider',
    [
      'AUTHENTICATE_PASSWORD_ACCOUNT_LOCKED',
      'AUTHENTICATE_LOCKED_OUT',
      'AUTHENTICATE_WOULD_LOCK_ACCOUNT',
      'AUTHENTICATE_RATE_LIMITED',
    ],
    'Find who tries passwords (event 4740 on the domain controller, the sign-in log of the identity provider); unlock the account.',
  ),
  'user/disabled': refused(
    'the account is disabled',
    ['AUTHENTICATE_PASSWORD_DISABLED', 'LOOKUP_ACCOUNT_DISABLED'],
    'Enable the account in AD, if nobody disabled it on purpose.',
  ),
  'user/password-expired': refused(
    'the password has expired',
    ['AUTHENTICATE_PASSWORD_EXPIRED'],
    'Let the user change it (Ctrl+Alt+Del, with a domain controller in sight), then lock and unlock.',
  ),
  'user/must-change': refused(
    'the password must be changed at the next logon',
    ['AUTHENTICATE_PASSWORD_MUST_CHANGE', 'AUTHENTICATE_PASSWORD_CHANGE_OFF'],
    'Let the user log on with a domain controller in sight, and change it; or clear "User must change password at next logon".',
  ),
  'user/account-expired': refused(
    'the account has expired',
    ['AUTHENTICATE_PASSWORD_ACCOUNT_EXPIRED', 'LOOKUP_ACCOUNT_EXPIRED'],
    'Set a later date in Account expires, if the user is to go on.',
  ),
  'user/claims-missing': refused(
    'the identity provider has no ImmutableID for the user: not mapped, or the attribute is empty',
    [
      'MAP_SUBJECT_MISSING',
      'MAP_REQUIRED_CLAIM_EMPTY',
      'MINT_CLAIMS_MISSING',
      'MINT_CLAIM_EMPTY',
      'MAP_CLAIM_NAMESPACE_MISSING',
    ],
    'Map ImmutableID and the subject for users, from mS-DS-ConsistencyGuid, where empty objectGUID; see that the user has one of them.',
  ),
  'user/logon-restricted': refused(
    'the user may not log on at this hour, or not from here',
    ['AUTHENTICATE_PASSWORD_HOURS', 'AUTHENTICATE_PASSWORD_WORKSTATION'],
    'See Logon Hours and Log On To of the account in AD.',
  ),
}

function refused(title: string, codes: readonly string[], todo: string): Cause {
  return {
    title,
    toldBy: ['sign-in-log', 'sts-log'],
    proof: (which) => findUserRefusal(which, ...codes),
    alibi: (which) => refusedOtherwise(which, codes),
    fix: () => [{ where: 'Active Directory', text: ours(todo) }],
  }
}

/** Refused for something else, or not at all. */
function refusedOtherwise(which: Case, codes: readonly string[]): Fact | undefined {
  const { code, outcome } = findUserSignIn(which)?.facts ?? {}
  if (code) return codes.includes(code.value) ? undefined : code
  return outcome?.value === 'issued' ? outcome : undefined
}
