import { setConsistencyGuid } from '../../lab/break-domain.ts'
import {
  addToManyGroups,
  denyLogonHours,
  disableUser,
  expireAccount,
  expirePassword,
  lockUser,
  replaceAttributes,
  requirePasswordChange,
  setLockoutPolicy,
  type Undo,
} from '../../lab/break-user.ts'
import type { LabAccount } from '../../lab/domain-accounts.ts'
import type { LabDomain } from '../../lab/lab-domain.ts'
import type { UserStage } from '../../simulator/rehearsal-stage.ts'

/** The user of a lab domain, as scenarios break the account; what is broken goes onto the list of what is to be undone. */
export function breakLabUser(domain: LabDomain, user: LabAccount, undo: Undo[]): UserStage {
  const noting = (breaking: Promise<Undo>): Promise<void> => breaking.then((mends) => void undo.push(mends))
  return {
    objectGuid: user.objectGuid,
    async resetPassword() {
      undo.push(async () => {
        await domain.setPassword(user, user.password)
      })
      // Twice: for an hour a domain controller may still take the one before.
      await domain.setPassword(user)
      await domain.setPassword(user)
    },
    requirePasswordChange: () => noting(requirePasswordChange(domain, user)),
    expirePassword: () => noting(expirePassword(domain, user)),
    disable: () => noting(disableUser(domain, user)),
    expire: () => noting(expireAccount(domain, user)),
    denyLogonHours: () => noting(denyLogonHours(domain, user)),
    lock: () => noting(lockUser(domain, user)),
    setLockoutThreshold: (attempts) => noting(setLockoutPolicy(domain, attempts)),
    replaceAttributes: (attributes) => noting(replaceAttributes(domain, user, attributes)),
    addToGroups: (count) => noting(addToManyGroups(domain, user, count)),
    async setConsistencyGuid(guid) {
      undo.push(() => setConsistencyGuid(domain, user, user.objectGuid))
      await setConsistencyGuid(domain, user, guid)
    },
  }
}
