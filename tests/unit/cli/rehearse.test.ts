import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rehearseCommand } from '../../../src/cli/rehearse.ts'
import { scenarios } from '../../../src/simulator/scenario-list.ts'
import { runCaptured } from './run-captured.ts'

const run = (...args: readonly string[]) => runCaptured(rehearseCommand, args)

test('--list names every scenario with what is wrong', async () => {
  const { code, stdout, stderr } = await run('--list')
  assert.deepEqual([code, stderr], [0, ''])
  const lines = stdout.trimEnd().split('\n')
  assert.equal(lines.length, scenarios.length)
  assert.match(lines[0] ?? '', /^good-join {2,}everything is right$/)
})

test('--list --json says all that is known of a scenario', async () => {
  const listed: unknown = JSON.parse((await run('--list', '--json')).stdout)
  assert.ok(Array.isArray(listed))
  assert.deepEqual(Object.keys(listed[0] ?? {}), ['name', 'title', 'story', 'source', 'expected'])
})

test('misuse is refused before anything is started', async () => {
  assert.equal((await run('one', 'two')).code, 2)
  assert.equal((await run('good-join', '--all')).code, 2)
  assert.equal((await run('--list', '--all')).code, 2)
  const unknown = await run('no-such-scenario')
  assert.equal(unknown.code, 2)
  assert.match(unknown.stderr, /SIMULATOR_SCENARIO_UNKNOWN/)
  await assert.rejects(run('--no-such-option'), { code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION' })
  assert.match((await run('--help')).stdout, /^usage: joinery rehearse/)
})
