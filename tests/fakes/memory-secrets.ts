import type { SecretStore } from '../../src/ports.ts'
import { Secret } from '../../src/secret.ts'

/** Secrets held in memory, by name. */
export function memorySecrets(secrets: Readonly<Record<string, string>> = {}): SecretStore {
  const held = new Map(Object.entries(secrets))
  return {
    async find(name) {
      const value = held.get(name)
      return value === undefined ? undefined : new Secret(value)
    },
  }
}
