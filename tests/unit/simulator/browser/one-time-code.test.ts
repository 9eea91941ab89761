import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oneTimeCode } from '../../../../src/simulator/browser/one-time-code.ts'

/** The key of RFC 6238's own vectors, `12345678901234567890`, as apps are given it. */
const key = 'GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ'

test("the last six digits of RFC 6238's vectors, appendix B", () => {
  const at = (seconds: number) => oneTimeCode(key, new Date(seconds * 1000))
  assert.deepEqual([at(59), at(1_111_111_109), at(20_000_000_000)], ['287082', '081804', '353130'])
})
