import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differing, everyDocument } from '../../scripts/generate/main.ts'

test('generated documents are what npm run generate writes', async () => {
  const stale = differing(await everyDocument()).map((document) => document.path)
  assert.deepEqual(stale, [], 'run npm run generate')
})
