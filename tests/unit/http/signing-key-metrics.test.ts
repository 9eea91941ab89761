import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Registry } from 'prom-client'
import { registerSigningKeyMetrics } from '../../../src/http/signing-key-metrics.ts'
import { makeSigningKey } from '../../../src/keys/make-signing-key.ts'
import { countedRandomness } from '../../fakes/counted-randomness.ts'

test('each key that may sign says how many days it has left; without a database the other metrics are there', async () => {
  const wanted = { id: 'k1', commonName: 'x', now: new Date(), randomness: countedRandomness(), validDays: 100 }
  const { record } = await makeSigningKey({ ...wanted, state: 'active' })
  const registry = new Registry()
  let list = async () => [record, { ...record, id: 'k2', state: 'retired' as const }]
  registerSigningKeyMetrics(registry, { list: () => list() })
  const lines = (await registry.metrics()).split('\n').filter((line) => line.startsWith('joinery_signing_key'))
  assert.deepEqual(lines, ['joinery_signing_key_expiry_days{key="k1",state="active"} 99'])
  list = async () => Promise.reject(new Error('away'))
  assert.match(await registry.metrics(), /# TYPE joinery_signing_key_expiry_days gauge/)
})
