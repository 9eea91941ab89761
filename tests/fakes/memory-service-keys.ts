import type { ServiceKeyStore } from '../../src/ports.ts'
import type { Secret } from '../../src/secret.ts'

/** Service keys held in memory, by gateway. */
export function memoryServiceKeys(): ServiceKeyStore {
  const held = new Map<string, Secret<Uint8Array>>()
  return {
    find: async (gatewayId) => held.get(gatewayId),
    save: async (gatewayId, keytab) => void held.set(gatewayId, keytab),
  }
}
