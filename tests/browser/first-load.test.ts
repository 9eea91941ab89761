import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstLoadLimit, measureFirstLoad } from '../../bench/first-load.ts'

test('the console shows something after less than 300 KB of compressed script', (context) => {
  const { scriptBytes, styleBytes, scripts } = measureFirstLoad()
  context.diagnostic(`script ${scriptBytes} bytes in ${scripts.length} files, style ${styleBytes} bytes, gzip`)
  assert.ok(scripts.length > 0 && scriptBytes > 0)
  assert.ok(scriptBytes < firstLoadLimit, `${scriptBytes} bytes of script at the first load`)
})
