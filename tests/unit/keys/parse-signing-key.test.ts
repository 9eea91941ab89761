import assert from 'node:assert/strict'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { parseSigningKey } from '../../../src/keys/parse-signing-key.ts'
import { Secret } from '../../../src/secret.ts'

const folder = new URL('../../fixtures/keys/', import.meta.url)
const fixture = (name: string) => readFileSync(new URL(name, folder), 'utf8')
const parse = (pem: string, passphrase?: string) =>
  parseSigningKey(Buffer.from(pem), wanted, passphrase === undefined ? undefined : new Secret(passphrase))
const wanted = { id: 'k1', state: 'next', now: new Date('2026-12-01T00:00:00Z') } as const

test('each fixture ends as its header says', async () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.pem'))
  assert.ok(files.length >= 7)
  for (const name of files) {
    const pem = fixture(name)
    const [, expected] = /Expected outcome: (.*)/.exec(pem) ?? []
    assert.ok(expected, name)
    const [, code] = /refused with (\w+)/.exec(expected) ?? []
    if (code === undefined) assert.equal((await parse(pem)).record.bits, 2048, name)
    else await assert.rejects(parse(pem), { code }, name)
  }
})

test('a key comes with its own certificate and as PKCS#8', async () => {
  const { record, privateKey } = await parse(fixture('signing-rsa-2048.pem'))
  assert.deepEqual([record.id, record.state, record.createdAt], ['k1', 'next', wanted.now])
  const key = createPrivateKey({ key: Buffer.from(privateKey.reveal()), format: 'der', type: 'pkcs8' })
  assert.ok(new X509Certificate(record.certificate).checkPrivateKey(key))
})

test('the certificate of the key is found among those of a chain', async () => {
  const chain = fixture('signing-ec-p256.pem').replace(/-----BEGIN PRIVATE KEY-----[^-]*-----END PRIVATE KEY-----/, '')
  const { record } = await parse(chain + fixture('signing-rsa-2048.pem'))
  assert.equal(new X509Certificate(record.certificate).publicKey.asymmetricKeyType, 'rsa')
})

test('an encrypted key opens with its passphrase only', async () => {
  const pem = fixture('signing-encrypted.pem')
  assert.equal((await parse(pem, 'open-sesame')).record.bits, 2048)
  await assert.rejects(parse(pem, 'wrong'), { code: 'KEYS_PEM_UNREADABLE' })
})

test('anything else is refused by name, without printing key material', async () => {
  const good = fixture('signing-rsa-2048.pem')
  const cases = ['', 'x', good + good, good.replace(/MII/g, 'MIJ'), good.replaceAll('CERTIFICATE', 'CERT')]
  for (const pem of cases) {
    try {
      await parse(pem)
      assert.fail('must be refused')
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      assert.match(code, /^KEYS_(PEM_UNREADABLE|CERTIFICATE_FOREIGN)$/)
      assert.ok(!inspect(error, { depth: 5 }).includes(good.slice(300, 340)))
    }
  }
})
