import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sealedColumns } from '../../../src/storage/sealed-columns.ts'
import { filesBelow, fromRoot, read } from '../../tree/source-files.ts'

test('every repository that seals has its column in the table that a change of the data key goes by', () => {
  const sealing = filesBelow('src', '.ts').filter((file) => /\bseal\(/.test(read(file)))
  const repositories = sealing.map(fromRoot).filter((file) => file.endsWith('-repository.ts'))
  // settings-repository.ts seals the secrets.
  assert.equal(repositories.length, sealedColumns.length, repositories.join('\n'))
  assert.deepEqual(
    sealing.map(fromRoot).filter((file) => !repositories.includes(file)),
    ['src/storage/rewrap.ts', 'src/storage/sealer.ts'],
  )
})
