import assert from 'node:assert/strict'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { parseSigningKey } from '../../../src/keys/parse-signing-key.ts'
import { Secret } from '../../../src/secret.ts'

const folder = new URL('../../fixtures/keys/', import.meta.url)
const fixture = (name: string) => readFileSync(new URL(name, folder), 'utf8')
const wanted = { id: 'k1', state: 'next', now: new Date('2026-12-01T00:00:00Z') } as const

test('each fixture ends as its header says', () => {
  const files = readdirSync(folder)
  assert.ok(files.length >= 7)
  for (const name of files) {
    const pem = fixture(name)
    const [, expected] = /Expected outcome: (.*)/.exec(pem) ?? []
    assert.ok(expected, name)
    const [, code] = /refused with (\w+)/.exec(expected) ?? []
    if (code === undefined) assert.equal(parseSigningKey(pem, wanted).record.bits, 2048, name)
    else assert.throws(() => parseSigningKey(pem, wanted), { code }, name)
  }
})

test('a key comes with its own certificate and as PKCS#8', () => {
  const { record, privateKey } = parseSigningKey(fixture('signing-rsa-2048.pem'), wanted)
  assert.deepEqual([record.id, record.state, record.createdAt], ['k1', 'next', wanted.now])
  const key = createPrivateKey({ key: Buffer.from(privateKey.reveal()), format: 'der', type: 'pkcs8' })
  assert.ok(new X509Certificate(record.certificate).checkPrivateKey(key))
})

test('the certificate of the key is found among those of a chain', () => {
  const chain = fixture('signing-ec-p256.pem').replace(/-----BEGIN PRIVATE KEY-----[^-]*-----END PRIVATE KEY-----/, '')
  const { record } = parseSigningKey(chain + fixture('signing-rsa-2048.pem'), wanted)
  assert.equal(new X509Certificate(record.certificate).publicKey.asymmetricKeyType, 'rsa')
})

test('an encrypted key opens with its passphrase only', () => {
  const pem = fixture('signing-encrypted.pem')
  assert.equal(parseSigningKey(pem, wanted, new Secret('open-sesame')).record.bits, 2048)
  assert.throws(() => parseSigningKey(pem, wanted, new Secret('wrong')), { code: 'KEYS_PEM_UNREADABLE' })
})

test('anything else is refused by name, without printing key material', () => {
  const good = fixture('signing-rsa-2048.pem')
  const cases = ['', 'x', good + good, good.replace(/MII/g, 'MIJ'), good.replaceAll('CERTIFICATE', 'CERT')]
  for (const pem of cases) {
    try {
      parseSigningKey(pem, wanted)
      assert.fail('must be refused')
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      assert.match(code, /^KEYS_(PEM_UNREADABLE|CERTIFICATE_FOREIGN)$/)
      assert.ok(!inspect(error, { depth: 5 }).includes(good.slice(300, 340)))
    }
  }
})
