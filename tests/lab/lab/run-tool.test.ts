import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { runTool } from '../../../src/lab/run-tool.ts'
import { startLab } from '../../../src/lab/start-lab.ts'

test('a tool that is not installed is named with the package that brings it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'joinery-tools-'))
  try {
    symlinkSync('/usr/bin/setpriv', join(folder, 'setpriv'))
    await assert.rejects(runTool('ldbmodify', [], { env: { PATH: folder } }), {
      code: 'LAB_TOOL_MISSING',
      facts: { tool: 'ldbmodify', package: 'ldb-tools' },
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a tool that fails is quoted with its exit code and last words', async () => {
  await assert.rejects(runTool('sh', ['-c', 'echo one; echo two >&2; exit 4']), {
    code: 'LAB_TOOL_FAILED',
    facts: { tool: 'sh', exit: '4', said: 'two | one' },
  })
})

test('a tool that hangs is killed', async () => {
  await assert.rejects(runTool('sleep', ['60'], { timeoutMs: 100 }), {
    code: 'LAB_TOOL_FAILED',
    facts: { tool: 'sleep', exit: 'SIGKILL', said: '' },
  })
})

test('no ticket cache or Kerberos settings of the caller reach a tool', async () => {
  process.env.KRB5CCNAME = 'FILE:/nowhere'
  const environment = await runTool('env', [], { env: { KRB5_CONFIG: 'ours' } })
  delete process.env.KRB5CCNAME
  assert.match(environment, /^KRB5_CONFIG=ours$/m)
  assert.doesNotMatch(environment, /KRB5CCNAME/)
})

test('without root the lab says what needs it, before it does anything', async () => {
  const { getuid } = process
  assert.ok(getuid)
  process.getuid = () => 1000
  try {
    await assert.rejects(startLab(), { code: 'LAB_NOT_ROOT' })
  } finally {
    process.getuid = getuid
  }
})
