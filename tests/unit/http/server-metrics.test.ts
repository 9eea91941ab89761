import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Registry } from 'prom-client'
import { registerServerMetrics } from '../../../src/http/server-metrics.ts'

test('metrics say what readiness says, and how long the log is that waits', async () => {
  const registry = new Registry()
  const signInLog = { waiting: 3, lost: 2 }
  let gateway = 'ok'
  registerServerMetrics(registry, {
    readiness: async () => ({ ready: true, checks: { storage: 'ok', 'gateway corp': gateway }, warnings: ['soon'] }),
    signInLog,
  })
  const lines = async () => (await registry.metrics()).split('\n').filter((line) => line.startsWith('joinery_'))
  assert.deepEqual(await lines(), [
    'joinery_check{check="storage"} 1',
    'joinery_check{check="gateway corp"} 1',
    'joinery_warnings 1',
    'joinery_sign_in_log_waiting 3',
    'joinery_sign_in_log_lost_total 2',
  ])
  gateway = 'no answer within 2500 ms'
  signInLog.lost = 5
  signInLog.waiting = 0
  assert.deepEqual((await lines()).slice(1), [
    'joinery_check{check="gateway corp"} 0',
    'joinery_warnings 1',
    'joinery_sign_in_log_waiting 0',
    'joinery_sign_in_log_lost_total 5',
  ])
})
