import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filesBelow, fromRoot, read } from './source-files.ts'

const files = [
  ...['src', 'tests', 'bench', 'scripts', 'console'].flatMap((folder) => filesBelow(folder, '.ts')),
  // The console takes types of the admin API.
  ...filesBelow('console', '.tsx'),
]
const wordsOf = new Map(files.map((file) => [file, new Map<string, number>()]))
const usersOf = new Map<string, Set<string>>()
for (const [file, words] of wordsOf)
  for (const [word] of read(file).matchAll(/[\w$]+/g)) {
    words.set(word, (words.get(word) ?? 0) + 1)
    usersOf.set(word, (usersOf.get(word) ?? new Set()).add(file))
  }

const declaration = /^export (?:declare )?(?:async )?(const|function\*?|class|interface|type) ([\w$]+)/gm

/** Types are exempt as long as their own file uses them: they say what a function takes and gives, imported or not. */
test('whatever src exports, another file uses', () => {
  const unused: string[] = []
  for (const file of files.filter((name) => fromRoot(name).startsWith('src/')))
    for (const [, kind = '', name = ''] of read(file).matchAll(declaration)) {
      const isUsedElsewhere = (usersOf.get(name)?.size ?? 0) > 1
      const isTypeOfItsFile = ['interface', 'type'].includes(kind) && (wordsOf.get(file)?.get(name) ?? 0) > 1
      if (!isUsedElsewhere && !isTypeOfItsFile) unused.push(`${fromRoot(file)}: ${name}`)
    }
  assert.deepEqual(unused, [])
})
