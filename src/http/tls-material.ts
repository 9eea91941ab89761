import { createHash, createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { createSecureContext } from 'node:tls'
import { IdpError } from '../errors.ts'

/** The certificate and key the listeners serve with, PEM. */
export interface TlsMaterial {
  readonly certificate: string
  readonly key: string
}

export interface TlsFiles {
  readonly certificate: string
  readonly key: string
}

/** Reads both files and proves that they belong together before anything is replaced. Throws HTTP_TLS_FILES. */
export async function readTlsMaterial(files: TlsFiles): Promise<TlsMaterial> {
  try {
    const [certificate, key] = await Promise.all([readFile(files.certificate, 'utf8'), readFile(files.key, 'utf8')])
    const leaf = new X509Certificate(certificate)
    if (!leaf.checkPrivateKey(createPrivateKey(key))) throw new Error('the key does not belong to the certificate')
    createSecureContext({ cert: certificate, key })
    return { certificate, key }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new IdpError('HTTP_TLS_FILES', { certificate: files.certificate, key: files.key, reason }, cause)
  }
}

/** The host names that the certificate does not name; none where somebody else ends TLS. [RFC9110 §4.3.4] */
export function uncoveredHosts(material: TlsMaterial | undefined, hosts: readonly string[]): readonly string[] {
  if (material === undefined) return []
  const certificate = new X509Certificate(material.certificate)
  return hosts.filter(
    (host) => (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) === undefined,
  )
}

/** Calls back with new material when the files differ from what is in force, and with the error when the new ones cannot be used. */
export function watchTlsMaterial(
  files: TlsFiles,
  inForce: TlsMaterial,
  onChange: (material: TlsMaterial) => void,
  onError: (error: unknown) => void,
  everyMilliseconds = 2000,
): { close(): void } {
  // Their contents are compared, not events or times: certificate tools rename, swap symbolic links and set times back.
  let seen = JSON.stringify(inForce)
  const look = async (): Promise<void> => {
    const now = await contentsOf(files)
    if (now === seen) return
    seen = now
    await readTlsMaterial(files).then(onChange, onError)
  }
  const timer = setInterval(() => void look(), everyMilliseconds).unref()
  return { close: () => clearInterval(timer) }
}

/** Files that cannot be read are contents of their own, told once. */
async function contentsOf(files: TlsFiles): Promise<string> {
  const read = (path: string): Promise<string> => readFile(path, 'utf8').catch((error: unknown) => String(error))
  const [certificate, key] = await Promise.all([read(files.certificate), read(files.key)])
  return JSON.stringify({ certificate, key })
}

/** `tls-server-end-point:` and the hash of the certificate: what a Kerberos channel binding is made of.
 * [RFC5929 §4.1]: the hash of the certificate's signature, but SHA-256 where that is MD5 or SHA-1. */
export function serverEndPoint(certificate: X509Certificate): Uint8Array {
  const signatureHash = /sha(384|512)/i.exec(certificate.signatureAlgorithm ?? '')
  const hash = createHash(signatureHash ? `sha${signatureHash[1]}` : 'sha256')
    .update(certificate.raw)
    .digest()
  return new Uint8Array(Buffer.concat([Buffer.from('tls-server-end-point:'), hash]))
}
