import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { configCommand } from '../../../src/cli/config.ts'
import { auditRepository } from '../../../src/storage/audit-repository.ts'
import { openDatabase } from '../../../src/storage/open-database.ts'
import { runCaptured } from './run-captured.ts'

test('what config apply changes is in the audit log, without the secrets of the document', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'joinery-audit-'))
  try {
    const dataDirectory = join(folder, 'data')
    const boot = join(folder, 'joinery.yaml')
    await writeFile(
      boot,
      `publicUrl: https://sts.example.com\ndataDirectory: ${dataDirectory}\ndataKeyFile: ${folder}/etc/data.key\n`,
    )
    const gateway =
      'gateways: [{id: ad, name: AD, serversHostAndPort: [dc1], bindDN: cn=x, bindPassword: the planted one}]\n'
    const settings = join(folder, 'settings.yaml')
    for (const text of [gateway, gateway.replace('name: AD', 'name: Forest')]) {
      await writeFile(settings, text)
      const { code, stderr } = await runCaptured(configCommand, ['apply', settings, '--config', boot])
      assert.equal(code, 0, stderr)
    }
    const database = await openDatabase({ dataDirectory, create: false, now: new Date() })
    const [second, first] = await auditRepository(database.kysely).list({}, 10)
    await database.close()
    assert.equal(first?.actor.kind, 'commandLine')
    assert.deepEqual([second?.action, second?.resource], ['import', 'settings'])
    assert.deepEqual(second?.after, {
      waived: [],
      changes: [
        { path: 'gateways/ad/name', before: 'AD', after: 'Forest' },
        { path: 'gateways/ad/bindPassword', before: '(set)', after: '(set)' },
      ],
    })
    assert.ok(!JSON.stringify([first, second]).includes('planted'))
  } finally {
    await rm(folder, { recursive: true })
  }
})
