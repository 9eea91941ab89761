import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { brokenLines, nodesOf, parsePowerShell } from '../powershell-grammar.ts'

/** The collector by other people's grammar of PowerShell. It is read here, never run: there is no Windows. */

const root = new URL('../../../', import.meta.url)
const script = readFileSync(new URL('packaging/collector/Collect-HybridJoin.ps1', root), 'utf8')

test('the collector is PowerShell to the last line', async () => {
  assert.deepEqual(brokenLines(await parsePowerShell(script)), [])
  const broken = script.replace('function Add-Section', 'function Add-Section {')
  assert.notDeepEqual(brokenLines(await parsePowerShell(broken)), [], 'the grammar sees a brace too many')
})

/** Everything that is called by name, functions of the script itself included. */
const readingCommands = [
  ...['Get-Date', 'Get-Location', 'Get-WinEvent', 'Test-Path', 'Join-Path', 'New-Object', 'Write-Output'],
  ...['ForEach-Object', 'Set-StrictMode'],
]

test('the collector calls commands that read, and functions of its own, and nothing else', async () => {
  const nodes = [...nodesOf(await parsePowerShell(script))]
  const named = (type: string): readonly string[] => nodes.filter((node) => node.type === type).map(({ text }) => text)
  const own = named('function_name')
  assert.ok(own.length > 3)
  const others = named('command_name').filter((name) => !own.includes(name) && !readingCommands.includes(name))
  assert.deepEqual(others, [])
})
