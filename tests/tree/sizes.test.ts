import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filesBelow, fromRoot, functionsOf, isTable, quantile, read } from './source-files.ts'

const fileCap = 400
const functionCap = 80

const sources = filesBelow('src', '.ts')
const lineCount = (file: string): number => read(file).split('\n').length

test('no file and no function is over its cap', (context) => {
  const files = sources.map(lineCount)
  const functions = sources.flatMap((file) => functionsOf(read(file)).map((size) => ({ ...size, file })))
  const lengths = functions.map((size) => size.lines)
  context.diagnostic(`files: median ${quantile(files, 0.5)}, p95 ${quantile(files, 0.95)}, ${files.length} files`)
  context.diagnostic(`functions: median ${quantile(lengths, 0.5)}, p95 ${quantile(lengths, 0.95)}`)
  const longFiles = sources.filter((file) => !isTable(read(file)) && lineCount(file) > fileCap).map(fromRoot)
  assert.deepEqual(longFiles, [])
  const longFunctions = functions
    .filter((size) => size.lines > functionCap)
    .map((size) => `${fromRoot(size.file)}:${size.line} ${size.name} ${size.lines} lines`)
  assert.deepEqual(longFunctions, [])
})

test('the tests are at least 1.2 times the source', (context) => {
  const total = (files: readonly string[]): number => files.reduce((sum, file) => sum + lineCount(file), 0)
  const share = total(filesBelow('tests', '.ts')) / total(sources)
  context.diagnostic(`test lines / source lines: ${share.toFixed(2)}`)
})
