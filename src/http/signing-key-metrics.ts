import { X509Certificate } from 'node:crypto'
import { Gauge, type Registry } from 'prom-client'
import type { KeyRollover } from '../ports/key-rollover.ts'

/** For operators: days until each certificate ends that is published or that applications may name. Retired keys are left out. */
export function registerSigningKeyMetrics(registry: Registry, rollover: Pick<KeyRollover, 'list'>): void {
  const gauge = new Gauge({
    name: 'joinery_signing_key_expiry_days',
    help: 'Days until the certificate of a signing key ends, by key and state; negative after its end.',
    labelNames: ['key', 'state'],
    registers: [registry],
    async collect() {
      // A database that is away must not take the other metrics with it.
      const records = await rollover.list().catch(() => [])
      gauge.reset()
      for (const { id, state, certificate } of records.filter((record) => record.state !== 'retired')) {
        const left = new X509Certificate(certificate).validToDate.getTime() - Date.now()
        gauge.set({ key: id, state }, Math.floor(left / 86_400_000))
      }
    },
  })
}
