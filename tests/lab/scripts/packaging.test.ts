import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { parseBootSettings } from '../../../src/config/read-boot-settings.ts'
import { runTool } from '../../../src/lab/run-tool.ts'

const packaging = resolve(import.meta.dirname, '../../../packaging')
const folder = mkdtempSync(join(tmpdir(), 'joinery-packaging-'))
after(() => rmSync(folder, { recursive: true }))

test('systemd takes the unit, and judges it little exposed', async () => {
  const unit = readFileSync(join(packaging, 'systemd/joinery.service'), 'utf8')
  const file = join(folder, 'joinery.service')
  // Only the program's place is not what it will be.
  writeFileSync(file, unit.replace('/opt/joinery/bin/joinery', resolve(packaging, '../bin/joinery')))
  assert.equal(await runTool('systemd-analyze', ['verify', '--man=no', file]), '')
  const judged = await runTool('systemd-analyze', ['security', '--offline=true', '--threshold=25', file])
  assert.match(judged, /Overall exposure level for joinery\.service: /)
})

test('the boot settings beside the unit are taken, with the data key apart from the data', () => {
  const file = join(folder, 'joinery.yaml')
  copyFileSync(join(packaging, 'systemd/joinery.yaml'), file)
  const boot = parseBootSettings({ text: readFileSync(file, 'utf8'), environment: {} })
  const unit = readFileSync(join(packaging, 'systemd/joinery.service'), 'utf8')
  const [, folders = ''] = /^StateDirectory=(.*)$/m.exec(unit) ?? []
  for (const path of [boot.dataDirectory, boot.dataKeyFile])
    assert.ok(
      folders.split(' ').some((name) => `${path}/`.startsWith(`/var/lib/${name}/`)),
      `${path} is writable`,
    )
  assert.ok(!boot.dataKeyFile.startsWith(`${boot.dataDirectory}/`))
})
