import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { runTool } from '../../../src/lab/run-tool.ts'
import { type KeytabEntry, parseKeytab, serializeKeytab } from '../../../src/protocol/kerberos/keytab.ts'
import { Secret } from '../../../src/secret.ts'

const entry: KeytabEntry = {
  kerberosRealm: 'CORP.EXAMPLE.TEST',
  components: ['HTTP', 'sts.corp.example.test'],
  nameType: 1,
  timestamp: 1_700_000_000,
  keyVersion: 300,
  encryptionType: 18,
  key: new Secret(Uint8Array.from({ length: 32 }, (_, index) => index)),
}

test('keytab: MIT klist reads what we write, and we read what MIT ktutil writes [MIT-KEYTAB]', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'joinery-keytab-'))
  try {
    const ours = join(folder, 'ours.keytab')
    writeFileSync(ours, serializeKeytab([entry, { ...entry, encryptionType: 17, key: new Secret(new Uint8Array(16)) }]))
    const listed = await runTool('klist', ['-k', '-e', ours])
    assert.match(listed, /300 HTTP\/sts\.corp\.example\.test@CORP\.EXAMPLE\.TEST \(aes256-cts-hmac-sha1-96\)/)
    assert.match(listed, /300 HTTP\/sts\.corp\.example\.test@CORP\.EXAMPLE\.TEST \(aes128-cts-hmac-sha1-96\)/)
    const theirs = join(folder, 'theirs.keytab')
    // [RFC3962 §B] does not go up to 4096 iterations; this key is DSInternals' for `Pa$$w0rd`.
    await runTool('ktutil', [], {
      input: [
        'addent -password -p Administrator@CONTOSO.COM -k 3 -e aes256-cts-hmac-sha1-96 -s CONTOSO.COMAdministrator',
        'Pa$$w0rd',
        `wkt ${theirs}`,
        'quit',
        '',
      ].join('\n'),
    })
    const [read, ...more] = parseKeytab(readFileSync(theirs))
    assert.deepEqual(
      [read?.kerberosRealm, read?.components, read?.keyVersion, more.length],
      ['CONTOSO.COM', ['Administrator'], 3, 0],
    )
    assert.equal(
      Buffer.from(read?.key.reveal() ?? []).toString('hex'),
      '660e61042b190b5724c62bb473facca12058fb9ad3c03c0d2809f839c0352502',
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})
