import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filesBelow, fromRoot, read, root } from './source-files.ts'

/** `[RFC4120 §3.2.3]`, `[MS-PAC §2.5]`: short name, then clauses. */
const citation = /\[([A-Z][A-Za-z0-9-]*\d*[A-Za-z0-9.-]*)(?: §[^\]]+)?\](?!\()/g

const specified = new Set(
  [...read(`${root}/docs/specs.md`).matchAll(/^\| ([A-Z][\w.-]*) \|/gm)].map((match) => match[1]),
)

test('every cited specification is in docs/specs.md', () => {
  const wrong: string[] = []
  for (const file of [...filesBelow('src', '.ts'), ...filesBelow('tests', '.test.ts')]) {
    for (const match of read(file).matchAll(/\[([A-Z][A-Za-z0-9-]+) §/g)) {
      if (!specified.has(match[1])) wrong.push(`${fromRoot(file)}: ${match[0]}…]`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('protocol and issuance cite what they follow', (context) => {
  const files = [...filesBelow('src/protocol', '.ts'), ...filesBelow('src/issuance', '.ts')]
  const lines = files.reduce((sum, file) => sum + read(file).split('\n').length, 0)
  const cited = files.reduce((sum, file) => sum + [...read(file).matchAll(citation)].length, 0)
  const density = (cited * 1000) / lines
  context.diagnostic(`specification references per 1000 lines in protocol and issuance: ${density.toFixed(1)}`)
  assert.ok(density >= 10, `only ${density.toFixed(1)} references per 1000 lines`)
})

test('every file in protocol and issuance says at its top what it is', () => {
  const files = [...filesBelow('src/protocol', '.ts'), ...filesBelow('src/issuance', '.ts')]
  const wrong = files.filter(
    (file) => !/^(import[^\n]*\n|\s*\n|[^\n]*from '[^']+'\n|[ }][^\n]*\n)*(\/\*\*|\/\/)/.test(read(file)),
  )
  assert.deepEqual(wrong.map(fromRoot), [])
})
