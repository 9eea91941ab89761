import { readFile, stat } from 'node:fs/promises'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import { IdpError } from '../errors.ts'

/**
 * Whom TLS to a domain controller trusts: the gateway's CA file, and only that; without one, the CAs of Node and of the machine.
 * Made once and again when the file changes.
 */
export class TlsContext {
  readonly #caFile: string | undefined
  #made: { readonly context: Promise<SecureContext>; readonly changed: number } | undefined

  constructor(caFile: string | undefined) {
    this.#caFile = caFile
  }

  /** Throws DIRECTORY_CA_FILE_UNREADABLE. */
  async get(): Promise<SecureContext> {
    const changed = await this.#changed()
    if (this.#made?.changed !== changed) this.#made = { context: this.#make(), changed }
    return this.#made.context
  }

  async #changed(): Promise<number> {
    if (this.#caFile === undefined) return 0
    const { ctimeMs } = await stat(this.#caFile).catch((cause) => {
      throw unreadable(this.#caFile, cause)
    })
    return ctimeMs
  }

  async #make(): Promise<SecureContext> {
    const minVersion = 'TLSv1.2'
    if (this.#caFile === undefined)
      return createSecureContext({ minVersion, ca: [...getCACertificates('default'), ...getCACertificates('system')] })
    try {
      const ca = await readFile(this.#caFile, 'utf8')
      if (!ca.includes('-----BEGIN CERTIFICATE-----')) throw new Error('there is no PEM certificate in it')
      return createSecureContext({ minVersion, ca })
    } catch (cause) {
      throw unreadable(this.#caFile, cause)
    }
  }
}

function unreadable(caFile: string | undefined, cause: unknown): IdpError {
  return new IdpError(
    'DIRECTORY_CA_FILE_UNREADABLE',
    { caFile, reason: cause instanceof Error ? cause.message : '' },
    cause,
  )
}
