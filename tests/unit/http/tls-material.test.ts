import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { IdpError } from '../../../src/errors.ts'
import {
  readTlsMaterial,
  serverEndPoint,
  type TlsMaterial,
  uncoveredHosts,
  watchTlsMaterial,
} from '../../../src/http/tls-material.ts'

let folder = ''
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'joinery-tls-'))
  for (const [name, digest] of [
    ['one', 'sha256'],
    ['two', 'sha384'],
    ['old', 'sha1'],
  ])
    makeCertificate(name ?? '', digest ?? '')
})
after(() => rmSync(folder, { recursive: true, force: true }))

function makeCertificate(name: string, digest: string): void {
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', `-${digest}`, '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`],
      ...['-addext', 'subjectAltName=DNS:sts.example.test,DNS:*.corp.example.test,IP:127.0.0.1'],
      ...['-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.pem`)],
    ],
    { stdio: 'ignore' },
  )
}

const files = (certificate: string, key = certificate) => ({
  certificate: join(folder, `${certificate}.pem`),
  key: join(folder, `${key}.key`),
})

test('the binding is the certificate hashed as its signature is, SHA-1 raised to SHA-256 [RFC5929 §4.1]', () => {
  for (const [name, digest] of [
    ['one', 'sha256'],
    ['two', 'sha384'],
    ['old', 'sha256'],
  ]) {
    const certificate = new X509Certificate(readFileSync(join(folder, `${name}.pem`)))
    const expected = Buffer.concat([
      Buffer.from('tls-server-end-point:'),
      createHash(digest ?? '')
        .update(certificate.raw)
        .digest(),
    ])
    assert.deepEqual(Buffer.from(serverEndPoint(certificate)), expected, name)
  }
})

test('a key of another certificate, or no file at all, is refused by name', async () => {
  for (const wrong of [files('one', 'two'), files('nothing')]) {
    await assert.rejects(
      readTlsMaterial(wrong),
      (error) => error instanceof IdpError && error.code === 'HTTP_TLS_FILES',
    )
  }
})

test('host names that the certificate does not name are told, where we end TLS [RFC9110 §4.3.4]', async () => {
  const material = await readTlsMaterial(files('one'))
  const hosts = ['sts.example.test', 'sts.corp.example.test', '127.0.0.1', 'a.sts.corp.example.test', 'sts.other.test']
  assert.deepEqual(uncoveredHosts(material, hosts), ['a.sts.corp.example.test', 'sts.other.test'])
  assert.deepEqual(uncoveredHosts(undefined, hosts), [])
})

test('changed files are taken up; files that do not fit leave the old ones in force', async () => {
  for (const ending of ['pem', 'key']) copyFileSync(join(folder, `one.${ending}`), join(folder, `live.${ending}`))
  const seen: (TlsMaterial | unknown)[] = []
  const next = (): Promise<unknown> =>
    new Promise((resolve) => {
      const timer = setInterval(() => {
        if (seen.length > 0) {
          clearInterval(timer)
          resolve(seen.at(-1))
        }
      }, 20)
    })
  const watch = watchTlsMaterial(
    files('live'),
    await readTlsMaterial(files('live')),
    (material) => seen.push(material),
    (error) => seen.push(error),
    50,
  )
  try {
    copyFileSync(join(folder, 'two.pem'), join(folder, 'live.pem'))
    assert.ok((await next()) instanceof IdpError, 'the key is still the old one')
    seen.length = 0
    copyFileSync(join(folder, 'two.key'), join(folder, 'live.key'))
    assert.deepEqual(await next(), await readTlsMaterial(files('two')))
  } finally {
    watch.close()
  }
})
