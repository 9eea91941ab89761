import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { runTool } from '../../../src/lab/run-tool.ts'

/** Short here; `npm run fuzz` is the long run. The script itself judges every answer, memory and the server's own counters. */
test('a thousand mutated requests at a real server in fixed memory: clean refusals, and it still stands', async () => {
  const script = resolve(import.meta.dirname, '../../../scripts/fuzz-server.ts')
  const said: unknown = JSON.parse(await runTool(process.execPath, [script, '1000', '1'], { timeoutMs: 240_000 }))
  assert.ok(typeof said === 'object' && said !== null && 'statuses' in said)
  const statuses = new Map(Object.entries(Object(said.statuses)))
  for (const status of ['400', '401', '404', '500']) assert.ok(Number(statuses.get(status)) > 0, status)
})
