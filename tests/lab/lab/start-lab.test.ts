import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { LabDomain } from '../../../src/lab/lab-domain.ts'
import { type Lab, startLab } from '../../../src/lab/start-lab.ts'

let lab: Lab
before(async () => {
  lab = await startLab({ domains: ['corp.example.test', 'other.example.test'] })
})
after(() => lab?.stop())

function ldapsearch(args: readonly string[], env: Readonly<Record<string, string>>): string {
  return execFileSync('ldapsearch', ['-LLL', '-N', ...args], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  })
}

test('two domains run side by side, each on an address of its own', () => {
  const [corp, other] = [lab.domain('corp'), lab.domain('OTHER.example.test')]
  assert.notEqual(corp.address, other.address)
  assert.notEqual(corp.domainSid, other.domainSid)
  assert.match(corp.domainSid, /^S-1-5-21-\d+-\d+-\d+$/)
  assert.equal(other.kerberosRealm, 'OTHER.EXAMPLE.TEST')
  assert.throws(() => lab.domain('third'), { code: 'LAB_DOMAIN_UNKNOWN' })
})

test('ldapsearch reaches a domain over LDAPS with the lab CA file, by the address and not without the file', () => {
  const { administrator, ldapsUrl, baseDn, caFile } = lab.domain('corp')
  const args = ['-x', '-D', administrator.upn, '-w', administrator.password, '-H', ldapsUrl, '-b', baseDn, '-s', 'base']
  assert.match(ldapsearch(args, { LDAPTLS_CACERT: caFile }), /^objectSid::/m)
  assert.throws(() => ldapsearch(args, { LDAPTLS_CACERT: '/dev/null' }), /Can't contact LDAP server/)
})

test('a computer signs in with its keytab, gets an AES ticket for the service, and reads the directory with its ticket', async () => {
  const corp = lab.domain('corp')
  await corp.createComputer({ sam: 'WS01$' })
  const service = await corp.createServiceAccount({
    sam: 'svc-sts',
    upn: 'svc-sts@corp.example.test',
    spns: ['HTTP/sts.corp.example.test'],
  })
  const cache = await corp.kinit('WS01$', { keytab: await corp.exportKeytab(['WS01$']) })
  assert.deepEqual(await corp.getServiceTicket(cache, 'HTTP/sts.corp.example.test'), {
    servicePrincipal: 'HTTP/sts.corp.example.test@CORP.EXAMPLE.TEST',
    keyVersion: await corp.getKeyVersion(service),
    encryptionType: 'aes256-cts-hmac-sha1-96',
  })
  const found = ldapsearch(
    ['-Q', '-Y', 'GSSAPI', '-H', corp.ldapUrl, '-b', corp.baseDn, '(sAMAccountName=WS01$)', 'dNSHostName'],
    cache.env,
  )
  assert.match(found, /^dNSHostName: ws01\.corp\.example\.test$/m)
})

test('stop leaves no folder and nobody on the address', async () => {
  const second = await startLab()
  const { ldapsUrl, baseDn } = second.domain('corp')
  await second.stop()
  assert.equal(existsSync(second.folder), false)
  assert.throws(() => ldapsearch(['-x', '-H', ldapsUrl, '-b', baseDn], {}), /Can't contact LDAP server/)
})

test('a password over LDAP without TLS is refused, unless the lab is told to take it', async () => {
  const plain = await startLab({ plainBinds: true })
  try {
    const read = ({ ldapUrl, baseDn, administrator }: LabDomain) =>
      ldapsearch(
        ['-x', '-D', administrator.upn, '-w', administrator.password, '-H', ldapUrl, '-b', baseDn, '-s', 'base'],
        {},
      )
    assert.match(read(plain.domain('corp')), /^objectSid::/m)
    assert.throws(() => read(lab.domain('corp')), /Strong\(er\) authentication required/)
  } finally {
    await plain.stop()
  }
})
