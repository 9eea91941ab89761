/**
 * A user type is for people's accounts. In: the entry and its account flags, read just now. Out: nothing, or a refusal: a computer,
 * a managed service account, a trust between domains. [MS-ADTS §2.2.16] [MS-ADSC §2]
 */
import { IdpError } from '../../errors.ts'
import type { DirectoryEntry } from '../../ports.ts'
import { hasAccountFlag } from '../../protocol/ad/user-account-control.ts'
import { serviceAccountClasses } from '../../protocol/names/active-directory.ts'
import { getInteger, lowerCaseValues } from './entry-values.ts'

export function requireUser(entry: DirectoryEntry): void {
  const classes = lowerCaseValues(entry, 'objectClass')
  const serviceClass = serviceAccountClasses.find((name) => classes.includes(name.toLowerCase()))
  if (serviceClass !== undefined)
    throw new IdpError('LOOKUP_SERVICE_ACCOUNT', { dn: entry.dn, objectClass: serviceClass })
  if (classes.includes('computer')) throw new IdpError('LOOKUP_NOT_A_USER', { dn: entry.dn, observed: 'a computer' })
  const isNormal = hasAccountFlag(getInteger(entry, 'userAccountControl'), 'NORMAL_ACCOUNT')
  if (!classes.includes('user') || !isNormal)
    throw new IdpError('LOOKUP_NOT_A_USER', {
      dn: entry.dn,
      observed: isNormal ? classes.join(', ') : 'a trust account',
    })
}
