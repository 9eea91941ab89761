import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'joinery-demo-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function script(name: string, body: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`)
  chmodSync(join(folder, name), 0o755)
}

for (const name of ['bin', 'scripts']) mkdirSync(join(folder, name))
copyFileSync(resolve(import.meta.dirname, '../../../scripts/demo.sh'), join(folder, 'scripts/demo.sh'))
script('bin/joinery', `echo "joinery $*" >>${folder}/calls`)

function demo(...args: readonly string[]): { status: number | null; calls: string } {
  writeFileSync(join(folder, 'calls'), '')
  const { status } = spawnSync(join(folder, 'scripts/demo.sh'), args)
  return { status, calls: readFileSync(join(folder, 'calls'), 'utf8') }
}

test('--yes is for the set-up, the rest for the demo', () => {
  script('scripts/setup.sh', `echo "setup $*" >>${folder}/calls`)
  assert.deepEqual(demo('--once', '--yes', '--json'), {
    status: 0,
    calls: 'setup --yes runtime\njoinery demo --once --json\n',
  })
  assert.deepEqual(demo(), { status: 0, calls: 'setup runtime\njoinery demo\n' })
})

test('without a finished set-up the demo does not start', () => {
  script('scripts/setup.sh', 'exit 3')
  assert.deepEqual(demo('--once'), { status: 3, calls: '' })
})
