import { createCipheriv, createDecipheriv } from 'node:crypto'
import { IdpError } from '../errors.ts'
import type { Randomness } from '../ports.ts'
import type { DataKey } from './data-key-file.ts'

/**
 * Secrets at rest: AES-256-GCM under the data key [SP800-38D §8.2.2: a random 96-bit nonce]. The id of the key stands in front, so that keys
 * can be changed; the name of the secret is authenticated, so that no sealed value can be put in another's place.
 */
export interface Sealer {
  /** The key that seals now. */
  readonly keyId: string
  seal(name: string, plain: Uint8Array): string
  /** Throws STORAGE_SECRET_UNREADABLE. */
  open(name: string, sealed: string): Uint8Array
}

/** What a sealed value begins with. */
export const sealedForm = 'v1'
const nonceBytes = 12
const tagBytes = 16

/** The first key seals; any of them opens. */
export function createSealer(keys: readonly [DataKey, ...DataKey[]], randomness: Randomness): Sealer {
  const [active] = keys
  return {
    keyId: active.id,
    seal(name, plain) {
      const nonce = randomness.bytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', active.key.reveal(), nonce)
      cipher.setAAD(associatedData(active.id, name))
      const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
      return [sealedForm, active.id, Buffer.from(nonce).toString('base64url'), sealed.toString('base64url')].join('.')
    },
    open(name, sealed) {
      const [version, keyId, nonce, data, ...rest] = sealed.split('.')
      const key = keys.find((candidate) => candidate.id === keyId)
      if (version !== sealedForm || nonce === undefined || data === undefined || rest.length > 0)
        throw new IdpError('STORAGE_SECRET_UNREADABLE', { name, reason: 'it is not in the form Joinery writes' })
      if (key === undefined)
        throw new IdpError('STORAGE_SECRET_UNREADABLE', {
          name,
          reason: `it was sealed with the data key ${keyId}, which is not here`,
        })
      return decrypt(key, name, Buffer.from(nonce, 'base64url'), Buffer.from(data, 'base64url'))
    },
  }
}

function decrypt(key: DataKey, name: string, nonce: Uint8Array, data: Uint8Array): Uint8Array {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.key.reveal(), nonce, { authTagLength: tagBytes })
    decipher.setAAD(associatedData(key.id, name))
    decipher.setAuthTag(data.subarray(-tagBytes))
    return Uint8Array.from(Buffer.concat([decipher.update(data.subarray(0, -tagBytes)), decipher.final()]))
  } catch (error) {
    throw new IdpError('STORAGE_SECRET_UNREADABLE', { name, reason: 'its seal is broken' }, error)
  }
}

function associatedData(keyId: string, name: string): Uint8Array {
  return Buffer.from(`joinery ${sealedForm} ${keyId} ${name}`, 'utf8')
}
