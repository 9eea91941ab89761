import { X509Certificate } from 'node:crypto'
import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

/** Only a sync join needs it: the federated path goes without. */
export const check: Check = {
  id: 'ad/computer-certificate',
  title: 'The computer object has the certificate that a sync join needs',
  phase: 'join',
  needs: [],
  run(which) {
    const computer = which
      .all('ad-account')
      .findLast(({ account, userCertificates }) => account === 'computer' && userCertificates !== undefined)
    const certificates = computer?.userCertificates
    const name = computer?.facts.distinguishedName ?? computer?.facts.sAMAccountName
    if (certificates === undefined || name === undefined) return undefined
    const verify = ours('Get-ADComputer <name> -Properties userCertificate shows one, with the objectGUID as subject.')
    if (certificates.length === 0)
      return {
        outcome: 'warn',
        title: say`${name} has no userCertificate, so it cannot join by sync`,
        evidence: [name],
        fix: [
          {
            where: 'Windows',
            text: ours(
              'Run the task Automatic-Device-Join (or dsregcmd /join as SYSTEM): the device writes it; then wait for a cycle of Entra Connect. A join by the federated path does not need it.',
            ),
          },
        ],
        verify,
      }
    const guid = computer?.facts.objectGUID?.value
    const subjects = certificates.flatMap(({ value }) => subjectOf(value) ?? [])
    if (
      guid !== undefined &&
      subjects.length > 0 &&
      !subjects.some((subject) => subject.toLowerCase() === `cn=${guid}`)
    )
      return {
        outcome: 'warn',
        title: say`No userCertificate of ${name} bears its objectGUID`,
        evidence: [certificates[0], computer?.facts.objectGUID],
        expected: say`CN=${guid}`,
        observed: say`${subjects[0]}`,
        fix: [
          {
            where: 'Active Directory',
            text: ours(
              'The object was made anew or copied: clear userCertificate, run dsregcmd /join as SYSTEM, and let it sync.',
            ),
          },
        ],
        verify,
      }
    return { outcome: 'ok', evidence: [name] }
  },
}

function subjectOf(base64: string): string | undefined {
  try {
    return base64 === '' ? undefined : new X509Certificate(Buffer.from(base64, 'base64')).subject
  } catch {
    return undefined
  }
}
