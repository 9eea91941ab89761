import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'

// scripts/test.sh with small test files: what it counts, and what it finds left behind.

const testScript = resolve(import.meta.dirname, '../../../scripts/test.sh')
const folder = mkdtempSync(join(tmpdir(), 'joinery-scripts-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function runTests(body: string): { status: number | null; output: string; lastLine: string } {
  const file = join(folder, 'small.test.mjs')
  writeFileSync(
    file,
    `import { spawn } from 'node:child_process'\nimport { writeFileSync } from 'node:fs'\nimport { tmpdir } from 'node:os'\nimport { test } from 'node:test'\n${body}\n`,
  )
  const { NODE_TEST_CONTEXT, JOINERY_TEST_RUN, ...env } = process.env
  const { status, stdout } = spawnSync(testScript, [file], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] })
  return { status, output: stdout, lastLine: stdout.trimEnd().split('\n').at(-1) ?? '' }
}

test('the last line counts the tests, and the look for what is left is one of them', () => {
  const { status, output, lastLine } = runTests(`test('a', () => {})\ntest('b', () => {})`)
  assert.match(output, /^left behind: no process, no address, no file$/m)
  assert.equal(lastLine, '3 passed, 0 failed')
  assert.equal(status, 0)
})

test('a failing test fails the run', () => {
  const { status, lastLine } = runTests(`test('a', () => {})\ntest('b', () => { throw new Error('no') })`)
  assert.equal(lastLine, '2 passed, 1 failed')
  assert.equal(status, 1)
})

test('a skipped test fails the run', () => {
  const { status, output, lastLine } = runTests(`test.skip('a', () => {})`)
  assert.match(output, /^error: 1 tests are skipped/m)
  assert.equal(lastLine, '1 passed, 1 failed')
  assert.equal(status, 1)
})

test('a process that a test leaves running is named', () => {
  const { status, output, lastLine } = runTests(
    `test('a', () => { spawn('sleep', ['300'], { detached: true, stdio: 'ignore' }).unref() })`,
  )
  const left = /^process (\d+): sleep 300 $/m.exec(output)
  process.kill(Number(left?.[1]))
  assert.equal(lastLine, '1 passed, 1 failed')
  assert.equal(status, 1)
})

test('a file in the temporary folder, and a ticket cache in the usual place, are named', () => {
  const cache = `/tmp/krb5cc_joinery_${process.pid}`
  try {
    const { status, output } = runTests(
      `test('a', () => { writeFileSync(tmpdir() + '/left.txt', ''); writeFileSync('${cache}', '') })`,
    )
    assert.match(output, /^temporary file \S+\/left\.txt$/m)
    assert.ok(output.includes(`\nfile ${cache}\n`))
    assert.equal(status, 1)
  } finally {
    rmSync(cache, { force: true })
  }
})
