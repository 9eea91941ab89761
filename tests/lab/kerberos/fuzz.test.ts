import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { runTool } from '../../../src/lab/run-tool.ts'

test('mutated tokens under AddressSanitizer, in 512 MiB: refused cleanly, every one', async () => {
  const script = resolve(import.meta.dirname, '../../../scripts/fuzz-gssapi.sh')
  const said: unknown = JSON.parse(await runTool(script, ['3000', '1'], { timeoutMs: 120_000 }))
  assert.ok(typeof said === 'object' && said !== null)
  const tally = new Map(Object.entries(said))
  assert.equal(tally.get('accepted'), 1, 'the unchanged token, and no other')
  assert.ok(Number(tally.get('noMatchingKey')) > 100 && Number(tally.get('refused')) > 100)
})
