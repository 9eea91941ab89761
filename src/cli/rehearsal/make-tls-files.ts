import { generateKeyPair, randomBytes, sign } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { derTags, serializeDer } from '../../protocol/kerberos/der.ts'
import { makeCertificate } from '../../protocol/x509/make-certificate.ts'

export interface TlsFiles {
  readonly certificate: string
  readonly key: string
}

const subjectAltName = '2.5.29.17'

/** A self-signed certificate for these hosts, good for a day, and its key; files in `folder`. It is its own authority. */
export async function makeTlsFiles(folder: string, name: string, hosts: readonly string[]): Promise<TlsFiles> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const now = Date.now()
  const der = await makeCertificate(
    {
      serialNumber: randomBytes(16),
      // Two authorities of one name would be taken for each other.
      issuer: [['CN', `Joinery rehearsal ${name}`]],
      subject: [['CN', `Joinery rehearsal ${name}`]],
      notBefore: new Date(now - 3_600_000),
      notAfter: new Date(now + 86_400_000),
      publicKey: publicKey.export({ type: 'spki', format: 'der' }),
      extensions: [
        {
          oid: subjectAltName,
          critical: false,
          value: serializeDer(derTags.sequence, ...hosts.map((host) => serializeDer(0x82, Buffer.from(host, 'ascii')))),
        },
      ],
    },
    async (bytes) => sign('sha256', bytes, privateKey),
  )
  const lines = Buffer.from(der)
    .toString('base64')
    .replace(/(.{64})/g, '$1\n')
  const files = { certificate: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) }
  await writeFile(files.certificate, `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`)
  await writeFile(files.key, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  return files
}
