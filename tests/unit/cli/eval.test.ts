import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { evalCommand } from '../../../src/cli/eval.ts'
import { runCaptured } from './run-captured.ts'

const run = (args: readonly string[], stdin = '') => runCaptured(evalCommand, args, stdin)

const device = '{"externalId":"3f0817b9-ca17-4714-ab81-f7b5943dec7b","tags":["a",null],"n":1}'

test('prints the value', async () => {
  const rows = [
    ["'DJ'", 'DJ'],
    ['#string.uuidAsBase64Guid(user.externalId,null)', 'uRcIPxfKFEergfe1lD3sew=='],
    ['${user.externalId}', '3f0817b9-ca17-4714-ab81-f7b5943dec7b'],
    ['user.tags', '["a",null]'],
    ["{'a': user.n}", '{"a":1}'],
    ['user.missing', 'null'],
    ['7 / 2.0', '3.5'],
    ['true', 'true'],
  ] as const
  for (const [expression, value] of rows) {
    assert.deepEqual(await run([expression, '--user', '-'], device), { code: 0, stdout: `${value}\n`, stderr: '' })
  }
})

test('prints kind and value as JSON with --json', async () => {
  const json = async (expression: string) => (await run(['--json', expression, '--user', '-'], device)).stdout
  assert.equal(await json('user.n + 1L'), '{"kind":"long","value":2}\n')
  assert.equal(await json("'a\"b'"), '{"kind":"string","value":"a\\"b"}\n')
  assert.equal(await json('null'), '{"kind":"null","value":null}\n')
})

test('takes a user, or all variables, from a file', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'joinery-eval-'))
  context.after(() => rm(folder, { recursive: true }))
  const file = join(folder, 'user.json')
  await writeFile(file, '{"username":"jdoe"}')
  assert.equal((await run(['user.username', '--user', file])).stdout, 'jdoe\n')
  await writeFile(file, '{"user":{"username":"jdoe"},"ldapAttributes":{"mail":"a@b"}}')
  assert.equal((await run(["user.username + ' ' + ldapAttributes.mail", '--user', file])).stdout, 'jdoe a@b\n')
})

test('without a user every attribute is null', async () => {
  assert.deepEqual(await run(['user.username']), { code: 0, stdout: 'null\n', stderr: '' })
})

test('an error shows where it is', async () => {
  assert.deepEqual(await run(['user.n+ 1']), {
    code: 1,
    stdout: '',
    stderr: [
      'error: The operator + at column 7 needs a space before it. [EXPRESSION_SPACES]',
      '  user.n+ 1',
      '        ^',
      "hint: Put a space on both sides of +. If it is part of a property name, write the name in brackets: user['ms-upn'].",
      '',
    ].join('\n'),
  })
  assert.match((await run(["'\t' + (3 + user.age)"])).stderr, /\n {2}'\t' \+ \(3 \+ user\.age\)\n {3}\t {7}\^\n/)
  assert.match((await run(['${5+6}'])).stderr, /\n {2}\$\{5\+6\}\n {5}\^\n/)
  const noColumn = await run([`{'x'}${'.![{#this, #this, #this}]'.repeat(40)}`])
  assert.match(noColumn.stderr, /^error: [^\n]+\[EXPRESSION_OUTPUT_TOO_LARGE\]\nhint: [^\n]+\n$/)
})

test('wrong use is 2, an unreadable user 3, with a hint', async () => {
  for (const args of [[], ['1', '2'], ['1', '--nope'], ['1', '--user'], ['-5']]) {
    const { code, stdout, stderr } = await run(args)
    assert.deepEqual([code, stdout], [2, ''], args.join(' '))
    assert.match(stderr, /^error: .+\nhint: .+\n$/)
  }
  assert.equal((await run(['--', '-5'])).stdout, '-5\n')
  for (const [stdin, user] of [
    ['{', '-'],
    ['[1]', '-'],
    ['"x"', '-'],
    ['', '/nonexistent/user.json'],
  ] as const) {
    const { code, stderr } = await run(['1', '--user', user], stdin)
    assert.equal(code, 3)
    assert.match(stderr, /^error: .+ cannot be read as a user: .+\nhint: .+\n$/)
  }
})

test('--help fits a screen and ends with an example', async () => {
  const { code, stdout } = await run(['--help'])
  assert.equal(code, 0)
  assert.ok(stdout.split('\n').length < 24)
  assert.match(stdout, /\nexample: [^\n]+\n[^\n]+\n$/)
})
