import { createHash, createPrivateKey, X509Certificate } from 'node:crypto'
import { unwatchFile, watchFile } from 'node:fs'
import { readFile } from 'node:fs/promises'
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

/** Calls back with new material when the files change, and with the error when the new ones cannot be used. */
export function watchTlsMaterial(
  files: TlsFiles,
  onChange: (material: TlsMaterial) => void,
  onError: (error: unknown) => void,
  everyMilliseconds = 2000,
): { close(): void } {
  // Polling notices renames and symbolic links swapped by certificate tools, which change events miss.
  const reload = (): void => void readTlsMaterial(files).then(onChange, onError)
  const paths = [files.certificate, files.key]
  for (const path of paths) watchFile(path, { interval: everyMilliseconds, persistent: false }, reload)
  return {
    close: () => {
      for (const path of paths) unwatchFile(path, reload)
    },
  }
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
