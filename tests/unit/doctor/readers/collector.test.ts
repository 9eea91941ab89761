import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

/** The collector cannot be run here. It is held to what can be seen of it: its commands, its redactions, the form of its output. */

const file = (path: string): string => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')
const script = file('packaging/collector/Collect-HybridJoin.ps1')
const sample = file('tests/fixtures/doctor/readings/collector.txt').split('\n---\n')[1] ?? ''
const code = script
  .replace(/<#[\s\S]*?#>/g, '')
  .split('\n')
  .map((line) => line.replace(/^\s*#.*$/, ''))
  .join('\n')
const withoutTexts = code.replace(/'(?:[^']|'')*'/g, "''").replace(/"(?:[^"`]|`.)*"/g, '""')

test('the collector is short, plain and runs in Windows PowerShell', () => {
  assert.ok(script.split('\n').length < 400)
  assert.match(script, /^#Requires -Version 5\.1/)
  assert.doesNotMatch(script, /[^\x20-\x7e\n]/, 'Windows PowerShell reads a file without a mark as ANSI')
  assert.doesNotMatch(withoutTexts, /\?\?|\?\.|&&|\|\||-Parallel|\$\{/, 'not in version 5.1')
  for (const [open, close] of ['()', '{}', '[]'])
    assert.equal(withoutTexts.split(open ?? '').length, withoutTexts.split(close ?? '').length, `${open}${close}`)
})

/** Commands that read, and those of the language. Whatever else it may call is a question for the review. */
const allowed = [
  ...[
    'Set-StrictMode',
    'New-Object',
    'Join-Path',
    'Test-Path',
    'Get-Location',
    'Get-Date',
    'Get-WinEvent',
    'ForEach-Object',
  ],
  ...['Write-Output', 'Add-Line', 'Add-Section', 'Read-Program', 'Read-Log', 'Find-Entry', 'Get-RootValue'],
]

test('the collector calls nothing but what reads', () => {
  const called = new Set([...withoutTexts.matchAll(/(?<![\w.$-])[A-Z][a-zA-Z]+-[A-Z][A-Za-z]+/g)].map(([name]) => name))
  assert.deepEqual(
    [...called].filter((name) => !allowed.includes(name)),
    [],
  )
  assert.deepEqual(
    allowed.filter((name) => !called.has(name)),
    [],
    'allowed, but not called',
  )
  const calls = [...withoutTexts.matchAll(/(?<!>)&\s*(\$\w+|\S+)/g)].map(([, what]) => what)
  assert.deepEqual(calls.sort(), ['$Block', '$path'], 'two calls by name: the block of a section, a program of Windows')
  assert.doesNotMatch(
    withoutTexts,
    /\biex\b|Invoke-|Start-Process|DownloadString|WebClient|Net\.Sockets|SetInfo|CommitChanges|\.Put\(/i,
  )
})

test('the programs it runs are those its head names, with the same arguments', () => {
  const run = [...code.matchAll(/-Name '(\w+)\.exe' -Arguments (.*?)(?: \}|$)/gm)].map(([, name, args = '']) => {
    const texts = [...args.matchAll(/'((?:[^']|'')*)'/g)].map(([, text]) => text)
    return [name, ...texts].join(' ').replace('{0}', '').trim()
  })
  const head = script.slice(0, script.indexOf('#>')).replace(/\s+/g, ' ')
  for (const command of run) assert.ok(head.includes(command.replace('reg query', 'reg query')), command)
  assert.equal(run.length, 9)
  assert.doesNotMatch(
    run.join('\n'),
    /\/join|\/leave|\/debug|purge|\btgt\b| -[ASDR] |\/sc_(?:reset|change)|\b(?:add|delete|import|set|resync)\b/i,
  )
})

test('it writes one file, once', () => {
  assert.equal(
    withoutTexts.match(
      /Write(?:AllLines|AllText|AllBytes)|Out-File|Set-Content|Add-Content|Tee-Object|(?<![2-])>\s*\$/g,
    )?.length,
    1,
  )
})

interface Redaction {
  readonly pattern: RegExp
  readonly replacement: string
}

function redactions(): readonly Redaction[] {
  const block = /\$Redactions = @\(\n([\s\S]*?)\n\)/.exec(script)?.[1] ?? ''
  return [...block.matchAll(/@\('((?:[^']|'')*)', '((?:[^']|'')*)'\)/g)].map(([, pattern = '', replacement = '']) => ({
    pattern: new RegExp(pattern.replaceAll("''", "'"), 'gi'),
    replacement,
  }))
}

const redact = (text: string): string =>
  redactions().reduce((left, { pattern, replacement }) => left.replace(pattern, replacement), text)

const secrets: readonly string[] = [
  "<Data Name='AuthToken'>secret value</Data>",
  'Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzZWNyZXQifQ.c2VjcmV0c2VjcmV0',
  `assertion=PHNhbWw6QXNzZXJ0aW9u${'c2VjcmV0'.repeat(20)}`,
  'password=secret&x=1',
  '"refresh_token": "secret"',
  'proxy http://user:secret@proxy.example.test:8080',
  `blob ${'c2VjcmV0'.repeat(50)}`,
]

test('tokens, assertions, passwords and long data do not get into the file', () => {
  assert.equal(redactions().length, 6)
  for (const text of secrets) {
    assert.doesNotMatch(redact(text), /secret(?!_)|c2VjcmV0/, text)
    assert.match(redact(text), /\[redacted/)
  }
})

test('what the doctor needs stays: the sample passes through as it is', () => {
  assert.equal(redact(sample), sample)
  const certificate = `userCertificate : {MII${'Ab3+'.repeat(200)}}`
  assert.equal(redact(certificate), certificate)
})

test('the sections of the sample are those of the script, in its order', () => {
  const keys = [...script.matchAll(/^ {4}'(HKLM[^']+)'/gm)].map(([, key]) => `reg query ${key}`)
  const titles = [...code.matchAll(/Add-Section -Title (?:\('([^']*)' -f|'([^']*)')/g)].map(
    ([, form, plain]) => form ?? plain ?? '',
  )
  const expected = titles
    .flatMap((title) => (title.startsWith('reg query') ? keys : [title]))
    .filter((title) => title !== 'Kerberos events of Security')
    .map((title) => title.replace(/(nltest.*)\{0\}/, '$1corp.example.test').replace('{0}', 'sts.example.test'))
  const found = [...sample.matchAll(/^===== (.*) =====$/gm)].map(([, title]) => title)
  assert.deepEqual(found, [...expected, 'end'])
})
