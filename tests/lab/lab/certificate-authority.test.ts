import assert from 'node:assert/strict'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type CertificateAuthority, createCertificateAuthority } from '../../../src/lab/certificate-authority.ts'
import { runTool } from '../../../src/lab/run-tool.ts'

const folder = mkdtempSync(join(tmpdir(), 'joinery-ca-'))
let authority: CertificateAuthority
before(async () => {
  authority = await createCertificateAuthority(folder, Date.now())
})
after(() => rmSync(folder, { recursive: true, force: true }))

test('openssl verifies an issued certificate as a server for its names and address, and for no other', async () => {
  const { certificateFile, keyFile } = await authority.issue({
    name: 'sts',
    dnsNames: ['sts.corp.example.test', 'enterprise.example.test'],
    addresses: ['127.88.0.9'],
  })
  const verify = (...args: readonly string[]) =>
    runTool('openssl', ['verify', '-CAfile', authority.caFile, '-purpose', 'sslserver', ...args, certificateFile])
  await verify('-verify_hostname', 'enterprise.example.test')
  await verify('-verify_ip', '127.88.0.9')
  await assert.rejects(verify('-verify_hostname', 'other.example.test'), /[Hh]ostname mismatch/)
  const certificate = new X509Certificate(readFileSync(certificateFile))
  assert.ok(certificate.checkPrivateKey(createPrivateKey(readFileSync(keyFile))))
  assert.equal(statSync(keyFile).mode & 0o077, 0)
})

test('certificates asked for at once are all issued, each with its own serial number', async () => {
  const files = await Promise.all(['a', 'b', 'c'].map((name) => authority.issue({ name, dnsNames: [`${name}.test`] })))
  const serials = files.map((file) => new X509Certificate(readFileSync(file.certificateFile)).serialNumber)
  assert.equal(new Set(serials).size, 3)
})

test('an expired certificate can be made', async () => {
  const [notBefore, notAfter] = [new Date('2020-01-01T00:00:00Z'), new Date('2021-01-01T00:00:00Z')]
  const { certificateFile } = await authority.issue({ name: 'expired', dnsNames: ['x.test'], notBefore, notAfter })
  const certificate = new X509Certificate(readFileSync(certificateFile))
  assert.equal(certificate.validFromDate.toISOString(), '2020-01-01T00:00:00.000Z')
  assert.equal(certificate.validToDate.toISOString(), '2021-01-01T00:00:00.000Z')
})
