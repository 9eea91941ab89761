import type { LabDomain } from '../../../src/lab/lab-domain.ts'

/** The domain's own lockout policy: so many wrong passwords in so many minutes lock an account for as long. */
export async function lockAfter(domain: LabDomain, threshold: number, minutes: number): Promise<void> {
  const interval = String(minutes * -600_000_000)
  await domain.modify(domain.baseDn, {
    replace: {
      lockoutThreshold: String(threshold),
      lockOutObservationWindow: interval,
      lockoutDuration: interval,
    },
  })
}

/** DNs of the accounts that the directory has locked. */
export async function listLocked(domain: LabDomain): Promise<string[]> {
  const locked = await domain.search('(&(objectClass=user)(lockoutTime>=1))', { attributes: ['lockoutTime'] })
  return locked.map(({ dn }) => dn)
}
