import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Krb5ConfigFile, serializeKrb5Config } from '../../../src/directory/krb5-config-file.ts'

const corp = { kerberosRealm: 'CORP.EXAMPLE.TEST', hosts: ['dc1.corp.example.test', '2001:db8::1'], mayHoldRc4: false }
const west = { kerberosRealm: 'WEST.EXAMPLE.TEST', hosts: ['127.0.0.9'], mayHoldRc4: true }

test('krb5.conf: every realm with its KDCs, no DNS, TCP', () => {
  const text = serializeKrb5Config([corp, west])
  assert.match(text, /default_realm = CORP\.EXAMPLE\.TEST/)
  assert.match(
    text,
    / {2}CORP\.EXAMPLE\.TEST = \{\n {4}kdc = dc1\.corp\.example\.test\n {4}kdc = \[2001:db8::1\]\n {2}\}/,
  )
  assert.match(text, / {2}WEST\.EXAMPLE\.TEST = \{\n {4}kdc = 127\.0\.0\.9\n {2}\}/)
  assert.match(text, /dns_lookup_kdc = false[\s\S]*rdns = false[\s\S]*udp_preference_limit = 1/)
})

test('krb5.conf: RC4 is allowed only where a keytab file may bring it', () => {
  assert.doesNotMatch(serializeKrb5Config([corp]), /rc4/)
  assert.match(serializeKrb5Config([corp, west]), /allow_rc4 = true/)
  assert.doesNotMatch(serializeKrb5Config([]), /default_realm/)
})

test('krb5.conf: a realm that could write lines of its own is refused', () => {
  for (const kerberosRealm of ['', 'A\nB', 'A = {', 'A B', 'Ä'])
    assert.throws(() => serializeKrb5Config([{ ...corp, kerberosRealm }]), { code: 'KERBEROS_REALM_INVALID' })
})

test('krb5.conf: written by rename, for nobody else to read, and only when it changes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'joinery-krb5-'))
  try {
    const file = new Krb5ConfigFile(join(folder, 'kerberos', 'krb5.conf'))
    await file.update([corp])
    const { ino, mode } = statSync(file.path)
    assert.equal(mode & 0o077, 0)
    assert.equal(readFileSync(file.path, 'utf8'), serializeKrb5Config([corp]))
    await file.update([corp])
    await new Krb5ConfigFile(file.path).update([corp])
    assert.equal(statSync(file.path).ino, ino)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
