import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findTotpStep, totpSecretFromText, totpSecretText, totpUri } from '../../../src/second-factor/totp.ts'
import { Secret } from '../../../src/secret.ts'

const secret = new Secret(Uint8Array.from(Buffer.from('12345678901234567890')))

test('[RFC6238 §4] the test vectors of appendix B, their last six digits', () => {
  const vectors = [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ] as const
  for (const [seconds, code] of vectors)
    assert.equal(findTotpStep(secret, code, new Date(seconds * 1000)), Math.floor(seconds / 30), code)
})

test('[RFC6238 §5.2] one step earlier and later is taken as the step it is of, two are not', () => {
  const at = (seconds: number) => findTotpStep(secret, '050471', new Date(seconds * 1000))
  const step = Math.floor(1_111_111_111 / 30)
  assert.deepEqual(
    [-60, -30, 0, 30, 60].map((by) => at(1_111_111_111 + by)),
    [undefined, step, step, step, undefined],
  )
})

test('what is not six digits is no code', () => {
  for (const text of ['', '05047', '0504711', '05047a', '٠٥٠٤٧١', '-50471', '5e4711'])
    assert.equal(findTotpStep(secret, text, new Date(1_111_111_111_000)), undefined, text)
  assert.ok(findTotpStep(secret, ' 050 471 ', new Date(1_111_111_111_000)))
})

test('a secret is the same after it was text; the address for apps names issuer and account', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (bytes) => {
      const back = totpSecretFromText(new Secret(totpSecretText(new Secret(bytes))))
      assert.deepEqual(back.reveal(), bytes)
    }),
  )
  const uri = new URL(totpUri(secret, 'Contoso & Söhne', 'alice'))
  assert.equal(decodeURIComponent(uri.pathname), '/Contoso & Söhne:alice')
  assert.deepEqual([uri.searchParams.get('issuer'), uri.searchParams.get('digits')], ['Contoso & Söhne', '6'])
})
