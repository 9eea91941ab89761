import { forgetAesKeys, moveAccount, removeSpn, renameAccount, setEncryptionTypes } from '../../lab/break-domain.ts'
import type { LabDomain } from '../../lab/lab-domain.ts'
import type { SeededDomain } from '../../lab/seed-hybrid-join-domain.ts'
import { removeServiceConnectionPoint, writeServiceConnectionPoint } from '../../lab/service-connection-point.ts'
import type { DomainStage, RehearsalStage } from '../../simulator/rehearsal-stage.ts'
import { breakLabUser } from './break-lab-user.ts'

/** A lab domain that scenarios may break; every breakage notes how it is undone. */
export interface BreakableDomain extends DomainStage {
  /** Undoes what was broken, last first; true when the service account's keys or name were touched. */
  mend(): Promise<boolean>
}

const encryptionFlags = { RC4: 'RC4_HMAC', AES128: 'AES128', AES256: 'AES256' } as const

export function breakLabDomain(
  domain: LabDomain,
  seeded: SeededDomain,
  { tenantId, federatedDomain }: RehearsalStage['names'],
): BreakableDomain {
  const undo: (() => Promise<void>)[] = []
  let touchesAccount = false
  const account = seeded.serviceAccount
  const ofAccount = async (breaks: () => Promise<unknown>, mends: () => Promise<void>): Promise<void> => {
    touchesAccount = true
    undo.push(mends)
    await breaks()
  }
  const resetToKnown = async (): Promise<void> => {
    await domain.setPassword(account, account.password)
  }
  const point = { tenantId, tenantName: federatedDomain }
  return {
    user: breakLabUser(domain, seeded.user, undo),
    setServiceAccountEncryption: (types) =>
      ofAccount(
        () =>
          setEncryptionTypes(
            domain,
            account,
            types.map((type) => encryptionFlags[type]),
          ),
        () => setEncryptionTypes(domain, account, [encryptionFlags.AES128, encryptionFlags.AES256]),
      ),
    forgetServiceAccountAesKeys: () => ofAccount(() => forgetAesKeys(domain, account), resetToKnown),
    resetServiceAccountPassword: () => ofAccount(() => domain.setPassword(account), resetToKnown),
    async renameServiceAccount(samAccountName) {
      touchesAccount = true
      const renamed = await renameAccount(domain, account, samAccountName)
      undo.push(async () => {
        await renameAccount(domain, renamed, account.sam)
      })
    },
    async removeServicePrincipalName() {
      undo.push(() => domain.modify(account.dn, { add: { servicePrincipalName: seeded.spn } }))
      await removeSpn(domain, account, seeded.spn)
    },
    async moveComputer(organizationalUnit) {
      const target = await domain.createOu(organizationalUnit)
      const moved = await moveAccount(domain, seeded.computer, target)
      undo.push(async () => {
        await moveAccount(domain, moved, seeded.devicesOu)
        await domain.remove(target)
      })
    },
    async writeServiceConnectionPoint(tenant) {
      undo.push(() => writeServiceConnectionPoint(domain, point))
      await writeServiceConnectionPoint(domain, tenant)
    },
    async removeServiceConnectionPoint() {
      undo.push(() => writeServiceConnectionPoint(domain, point))
      await removeServiceConnectionPoint(domain)
    },
    async mend() {
      const touched = touchesAccount
      touchesAccount = false
      for (const mends of undo.splice(0).toReversed()) await mends()
      return touched
    },
  }
}
