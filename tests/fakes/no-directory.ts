import type { SetupProbes } from '../../src/ports/setup-probes.ts'

/** A network without a directory: whatever the wizard asks, nobody is there. */
export const noDirectory: SetupProbes = {
  listDomainControllers: async () => [],
  lookAround: async () => ({ steps: [], found: undefined }),
  readServiceAccount: async () => ({ account: undefined, services: [], password: { outcome: 'notTried', text: '' } }),
}
