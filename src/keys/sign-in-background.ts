import { type KeyObject, sign } from 'node:crypto'

/** RSASSA-PKCS1-v1_5 in a thread of libuv: the event loop goes on meanwhile. */
export function signInBackground(hash: string, data: Uint8Array, key: KeyObject): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
  sign(hash, data, key, (error, signature) => (error ? reject(error) : resolve(signature)))
  return promise
}
