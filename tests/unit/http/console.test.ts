import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { brotliCompressSync } from 'node:zlib'
import pino from 'pino'
import { serveConsole } from '../../../src/http/console.ts'
import { createListener } from '../../../src/http/listener.ts'

const place = mkdtempSync(join(tmpdir(), 'joinery-console-'))
after(() => rmSync(place, { recursive: true }))
const built = join(place, 'console')
await mkdir(join(built, 'assets'), { recursive: true })
await mkdir(join(built, '.vite'), { recursive: true })
writeFileSync(join(place, 'secret.js'), 'outside')
writeFileSync(join(built, '.vite/manifest.json'), '{}')
writeFileSync(
  join(built, 'index.html'),
  '<meta name="joinery-environment" content="%ENVIRONMENT%"><meta property="csp-nonce" nonce="%NONCE%">',
)
writeFileSync(join(built, 'assets/index-abc.js'), 'script()')
writeFileSync(join(built, 'assets/index-abc.js.br'), brotliCompressSync('script()'))

const listener = (folder: string) => {
  const app = createListener({ tls: undefined, trustedProxies: [], log: pino({ level: 'silent' }) })
  serveConsole(app, { environmentId: () => 'lab', folder })
  return app
}
const app = listener(built)

test('the root leads to the console', async () => {
  for (const url of ['/', '/console']) {
    const answer = await app.inject({ url })
    assert.equal(answer.statusCode, 302)
    assert.equal(answer.headers.location, '/console/')
  }
})

test('every page gets index.html, with a nonce of its own and the policy that names it', async () => {
  const nonces = new Set<string>()
  for (const url of ['/console/', '/console/index.html', '/console/settings/branding?x=1']) {
    const answer = await app.inject({ url })
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.headers['cache-control'], 'no-store')
    const nonce = /nonce="([A-Za-z0-9+/=]{22,})"/.exec(answer.body)?.[1] ?? ''
    const policy = String(answer.headers['content-security-policy'])
    assert.ok(policy.includes(`style-src 'self' 'nonce-${nonce}'`), policy)
    for (const rule of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"])
      assert.ok(policy.split('; ').includes(rule), rule)
    assert.ok(!policy.includes('unsafe'))
    assert.ok(answer.body.includes('content="lab"'))
    nonces.add(nonce)
  }
  assert.equal(nonces.size, 3)
})

test('assets are sent as they were compressed at the build, to be kept for ever', async () => {
  const url = '/console/assets/index-abc.js'
  const packed = await app.inject({ url, headers: { 'accept-encoding': 'gzip, br' } })
  assert.equal(packed.headers['content-encoding'], 'br')
  assert.deepEqual(packed.rawPayload, brotliCompressSync('script()'))
  assert.equal(packed.headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.equal(packed.headers['content-type'], 'text/javascript; charset=utf-8')
  const plain = await app.inject({ url })
  assert.equal(plain.body, 'script()')
  assert.equal(plain.headers['content-encoding'], undefined)
})

test('nothing outside of the build, and no list of it, is sent', async () => {
  const urls = [
    '/console/../secret.js',
    '/console/..%2fsecret.js',
    '/console/%2e%2e/secret.js',
    '/console/assets/..%2f..%2f..%2fsecret.js',
    '/console/.vite/manifest.json',
    '/console/assets/index-abc.js.br',
    '/console/assets/index-gone.js',
  ]
  for (const url of urls) {
    const answer = await app.inject({ url })
    assert.ok(!answer.body.includes('outside') && answer.body !== '{}', url)
    if (url.includes('assets')) assert.equal(answer.statusCode, 404, url)
  }
})

test('a console that was not built says what to run', async () => {
  const answer = await listener(join(place, 'nowhere')).inject({ url: '/console/' })
  assert.equal(answer.statusCode, 503)
  assert.match(answer.body, /npm run build/)
})
