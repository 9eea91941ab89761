import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scripts } from '../../../src/admin/scripts/script-list.ts'
import { exampleParameters } from '../../unit/admin/scripts/example-parameters.ts'
import { brokenLines, nodesOf, parsePowerShell } from '../powershell-grammar.ts'

for (const script of scripts)
  test(`${script.name} is PowerShell to the last line, and calls only what it brings along or Windows and its modules have`, async () => {
    const text = script.render(exampleParameters[script.name])
    const tree = await parsePowerShell(text)
    assert.deepEqual(
      brokenLines(tree).map((line) => text.split('\n')[line - 1]),
      [],
    )
    const named = (type: string): readonly string[] =>
      [...nodesOf(tree)].filter((node) => node.type === type).map((node) => node.text)
    const own = named('function_name')
    const missing = named('command_name').filter((name) => name.includes('-Joinery') && !own.includes(name))
    assert.deepEqual(missing, [], 'functions that are called and not there')
    assert.deepEqual(
      named('command_name').filter((name) =>
        /^(?:Invoke-Expression|iex|Start-Process|Invoke-WebRequest|Set-ExecutionPolicy)$/i.test(name),
      ),
      [],
    )
  })

test('the grammar sees a quote too few in a table of values', async () => {
  const [script] = scripts
  const text = script?.render(exampleParameters[script.name]) ?? ''
  assert.notDeepEqual(
    brokenLines(await parsePowerShell(text.replace("AccountName = 'svc-sts'", "AccountName = 'svc-sts"))),
    [],
  )
})
