import assert from 'node:assert/strict'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { IdpError } from '../../../../src/errors.ts'
import { parsePkcs12 } from '../../../../src/protocol/x509/parse-pkcs12.ts'
import { decryptRc2 } from '../../../../src/protocol/x509/rc2.ts'
import { Secret } from '../../../../src/secret.ts'

const fixture = (name: string) => readFileSync(new URL(`../../../fixtures/keys/pkcs12/${name}.p12`, import.meta.url))
const parse = (name: string, password = 'open-sesame') => parsePkcs12(fixture(name), new Secret(password))

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'))

test('RC2 gives back what was hidden with it [RFC2268 §5]', () => {
  // The vectors whose effective bits are all of the key's; the ciphertext of one block in ECB is that of CBC with a zero IV.
  const vectors = [
    ['ffffffffffffffff', '278b27e42e2f0d49', 'ffffffffffffffff'],
    ['3000000000000000', '30649edf9be7d2c2', '1000000000000001'],
    ['88bca90e90875a7f0f79c384627bafb2', '2269552ab0f85ca6', '0000000000000000'],
  ] as const
  for (const [key, cipher, plain] of vectors) {
    // As the last block but one, so that no padding is expected of it: what comes out last is looked at through the IV.
    for (let last = 1; last <= 8; last += 1) {
      const padded = hex(plain).map((octet, index) => octet ^ (index >= 8 - last ? last : 0))
      const iv = padded.map((octet, index) => (index >= 8 - last ? octet : 0))
      const expected = hex(plain).subarray(0, 8 - last)
      assert.deepEqual(decryptRc2(hex(key), iv, hex(cipher)), expected, `${key} ${last}`)
    }
  }
})

const accepted = [
  ['aes-with-chain', 'open-sesame', 2],
  ['rc2-and-3des', 'open-sesame', 1],
  ['rc2-key', 'öffne-dich', 1],
  ['plain-empty-password', '', 1],
] as const

for (const [name, password, count] of accepted)
  test(`${name}: the key comes with its certificates [RFC7292 §4]`, async () => {
    const { privateKeys, certificates } = await parse(name, password)
    assert.deepEqual([privateKeys.length, certificates.length], [1, count])
    const der = Buffer.from(privateKeys[0]?.reveal() ?? [])
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    assert.ok(certificates.some((certificate) => new X509Certificate(certificate).checkPrivateKey(key)))
  })

test('a wrong password is told from a broken file', async () => {
  for (const [name] of accepted) await assert.rejects(parse(name, 'wrong'), { code: 'KEYS_PKCS12_PASSWORD' })
  const file = fixture('aes-with-chain')
  const cut = parsePkcs12(file.subarray(0, 1000), new Secret('open-sesame'))
  await assert.rejects(cut, { code: 'KEYS_PKCS12_UNREADABLE' })
  const indefinite = parsePkcs12(Uint8Array.of(0x30, 0x80, 2, 1, 3, 0, 0), new Secret(''))
  await assert.rejects(indefinite, { code: 'KEYS_PKCS12_UNREADABLE', message: /indefinite length/ })
})

test('a file cannot make us compute for long: rounds of key derivation are bounded', async () => {
  const file = fixture('rc2-and-3des')
  // INTEGER 2048 of the MAC, the last four octets, becomes one of four octets; the lengths around it grow with it.
  const rounds = Buffer.concat([file.subarray(0, -4), Buffer.from('02047fffffff', 'hex')])
  rounds.writeUInt16BE(rounds.readUInt16BE(2) + 2, 2)
  const macData = rounds.length - 6 - 10 - 35 - 2
  assert.equal(rounds[macData], 0x30)
  rounds[macData + 1] = (rounds[macData + 1] ?? 0) + 2
  const began = performance.now()
  await assert.rejects(parsePkcs12(rounds, new Secret('open-sesame')), {
    code: 'KEYS_PKCS12_UNREADABLE',
    message: /2147483647 rounds/,
  })
  assert.ok(performance.now() - began < 1000)
})

test('whatever octets change, the refusal has a name, or the file is read', async () => {
  const file = fixture('plain-empty-password')
  const change = fc.record({ at: fc.nat(file.length - 1), to: fc.nat(255) })
  const property = fc.asyncProperty(change, async ({ at, to }) => {
    const changed = Uint8Array.from(file)
    changed[at] = to
    const outcome = await parsePkcs12(changed, new Secret('')).catch((error: unknown) => error)
    if (outcome instanceof Error)
      assert.ok(outcome instanceof IdpError && /^KEYS_PKCS12_/.test(outcome.code), `${outcome.stack}`)
  })
  await fc.assert(property, { numRuns: 100 })
})
