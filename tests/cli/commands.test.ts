import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { generateCli } from '../../scripts/generate/cli.ts'
import { commands } from '../../src/cli/commands.ts'
import { parseTranscript } from './transcript.ts'

const root = resolve(import.meta.dirname, '../..')

test('every command has a misuse among the transcripts, and none shows a stack', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.txt'))
  const steps = files.flatMap((file) => parseTranscript(readFileSync(join(import.meta.dirname, file), 'utf8')))
  for (const name of Object.keys(commands)) {
    assert.ok(
      steps.some(({ command, expected }) => command.split(' ')[0] === name && /^! [\s\S]+\n-> 2$/.test(expected)),
      `misuse of ${name}`,
    )
  }
  for (const { command, expected } of steps) {
    assert.doesNotMatch(expected, /^! +at /m, `a stack: ${command}`)
    if (/-> [23]$/.test(expected))
      assert.match(expected, /^(! .*\n)+-> [23]$/, `a failure prints no result: ${command}`)
  }
})

test('the process ends with the exit code, also with a channel to its parent', async () => {
  const args = ['serve', '--config', 'missing.yaml']
  const child = fork(join(root, 'src/cli/main.ts'), args, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  assert.deepEqual(await once(child, 'exit'), [3, null])
})

test('docs/cli.md is made of what joinery --help and every command with --help say', async () => {
  const [document] = await generateCli()
  for (const name of Object.keys(commands)) assert.match(document?.text ?? '', new RegExp(`usage: joinery ${name} `))
})
