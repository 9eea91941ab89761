import assert from 'node:assert/strict'
import { basename } from 'node:path'
import { test } from 'node:test'
import { filesBelow, fromRoot, read } from './source-files.ts'

const sources = filesBelow('src', '.ts')

test('file names are kebab-case', () => {
  const wrong = sources.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(basename(file)))
  assert.deepEqual(wrong.map(fromRoot), [])
})

test('a file with one exported function is named after it', () => {
  const wrong: string[] = []
  for (const file of sources) {
    const exported = [...read(file).matchAll(/^export (?:async )?function (\w+)/gm)].map((match) => match[1] ?? '')
    const only = exported[0]
    if (exported.length !== 1 || only === undefined || /^export (const|class)/m.test(read(file))) continue
    const words = (name: string): string => name.replace(/[^A-Za-z0-9]/g, '').toLowerCase()
    const fileWords = words(basename(file, '.ts'))
    if (!words(only).includes(fileWords) && !fileWords.includes(words(only))) wrong.push(`${fromRoot(file)}: ${only}`)
  }
  assert.deepEqual(wrong, [])
})

test('no barrels', () => {
  assert.deepEqual(sources.filter((file) => basename(file) === 'index.ts').map(fromRoot), [])
})

test('no machine paths in the project', () => {
  const files = [...sources, ...filesBelow('scripts', ''), ...filesBelow('docs', '.md')]
  const wrong = files.filter((file) => /\/work\/|\/root\//.test(safeRead(file)))
  assert.deepEqual(wrong.map(fromRoot), [])
})

function safeRead(file: string): string {
  try {
    return read(file)
  } catch {
    return ''
  }
}
