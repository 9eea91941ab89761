import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { doctorCommand } from '../../../src/cli/doctor.ts'
import { runCaptured } from './run-captured.ts'

const root = resolve(import.meta.dirname, '../../..')
const scenario = (name: string): string => join(root, `tests/fixtures/doctor/scenarios/${name}.txt`)
let folder: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'joinery-doctor-'))
})
after(() => rm(folder, { recursive: true, force: true }))

const run = (args: readonly string[], stdin = '') => runCaptured(doctorCommand, args, stdin)

test('the exit status says how it is', async () => {
  assert.equal((await run([scenario('good-join')])).code, 0)
  assert.equal((await run([scenario('accounttype-wrong-format')])).code, 1)
  assert.equal((await run([scenario('scp-managed-domain')])).code, 0)
  assert.equal((await run(['--strict', scenario('scp-managed-domain')])).code, 1)
  assert.equal((await run([], 'nothing of note')).code, 3)
  assert.equal((await run(['--json', '--html', scenario('good-join')])).code, 2)
  assert.equal((await run([folder, scenario('good-join')])).code, 2)
})

test('standard input is read when no file is named', async () => {
  const { stdout, code } = await run(['--json'], readFileSync(scenario('mex-13-only'), 'utf8'))
  const diagnosis = JSON.parse(stdout)
  assert.equal(code, 1)
  assert.equal(diagnosis.version, 1)
  assert.equal(diagnosis.inputs[0].source, 'standard input')
  assert.equal(diagnosis.findings[0].codes[0], '0xcaa90022')
})

test('--check runs one check, after a fix', async () => {
  const { stdout } = await run(['--json', '--check', 'device/state', scenario('accounttype-wrong-format')])
  assert.deepEqual(
    JSON.parse(stdout).findings.map(({ id }: { id: string }) => id),
    ['device/state'],
  )
})

test('forms that are passed on name nobody, whatever else is asked', async () => {
  for (const form of ['--markdown', '--html', '--sarif', '--share'])
    assert.doesNotMatch((await run([form, scenario('fallback-on')])).stdout, /ws01|corp\.example|alice/i, form)
})

test('a folder gives a table of causes: a file is a device, a folder with several files is one', async () => {
  const fleet = join(folder, 'fleet')
  mkdirSync(join(fleet, 'ws09'), { recursive: true })
  for (const [index, name] of ['good-join', 'issuer-mismatch', 'issuer-mismatch'].entries())
    writeFileSync(
      join(fleet, `${index}.txt`),
      readFileSync(scenario(name)).toString().replaceAll('ws01', `ws0${index}`),
    )
  for (const ending of ['txt', 'log.json'])
    writeFileSync(join(fleet, `ws09/out.${ending}`), readFileSync(scenario('clock-skew').replace('txt', ending)))
  const { stdout, code } = await run([fleet, '--json'])
  assert.equal(code, 1)
  const { total, rows } = JSON.parse(stdout)
  assert.equal(total, 4)
  assert.deepEqual(
    rows.map(({ key, count }: { key: string; count: number }) => [key, count]),
    [
      ['join/token AADSTS50107 federation/issuer', 2],
      ['join/token 0xcaa30191 kerberos/clock-skew', 1],
      ['healthy', 1],
    ],
  )
  assert.match((await run([fleet, '--csv'])).stdout, /^device,verdict,finding,cause\r\n"ws01\.corp/)
  assert.match((await run([fleet])).stdout, /^4 outputs/)
})

test('--watch says what comes into the folder, until it is stopped', async () => {
  const watched = join(folder, 'watched')
  mkdirSync(watched)
  const child = spawn(join(root, 'bin/joinery'), ['doctor', '--watch', watched], { stdio: ['ignore', 'pipe', 'pipe'] })
  await once(child.stderr, 'data')
  writeFileSync(join(watched, 'join.txt'), readFileSync(scenario('protocol-saml')))
  const [line] = await Promise.race([once(child.stdout, 'data'), setTimeout(10_000, [''], { ref: false })])
  assert.match(String(line), /^join\.txt: problem\. /)
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [0, null])
})
