import { X509Certificate } from 'node:crypto'
import { IdpError } from '../errors.ts'
import type { PublicCertificate } from '../ports/public-certificate.ts'
import { readTlsMaterial, type TlsFiles, uncoveredHosts } from './tls-material.ts'

/** What the certificate's files say now; the listeners take them up within seconds, unless there is a problem. */
export async function readPublicCertificate(files: TlsFiles): Promise<PublicCertificate> {
  try {
    const material = await readTlsMaterial(files)
    const certificate = new X509Certificate(material.certificate)
    const { subject, issuer, validFromDate, validToDate } = certificate
    const names = (certificate.subjectAltName ?? '').split(', ').map((name) => name.replace(/^(DNS|IP Address):/, ''))
    return {
      file: files.certificate,
      facts: {
        subject: oneLine(subject),
        issuer: oneLine(issuer),
        names: names.filter((name) => name !== ''),
        notBefore: validFromDate,
        notAfter: validToDate,
      },
      covers: (host) => uncoveredHosts(material, [host]).length === 0,
    }
  } catch (error) {
    if (!(error instanceof IdpError)) throw error
    return { file: files.certificate, problem: error.means, covers: () => false }
  }
}

/** Node writes a part of the name on each line. */
function oneLine(name: string): string {
  return name.split('\n').join(', ')
}
