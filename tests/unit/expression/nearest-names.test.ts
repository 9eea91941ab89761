import assert from 'node:assert/strict'
import { test } from 'node:test'
import { functionTable } from '../../../src/expression/functions/function-table.ts'
import { nearestNames } from '../../../src/expression/nearest-names.ts'

const names = functionTable.filter(({ library }) => library === 'string').map(({ name }) => name)

test('the name that was meant comes first', () => {
  const rows = [
    'uper:upperCase',
    'lowercase:lowerCase',
    'uuidToBase64:uuidAsBase64Guid',
    'subString:substring',
    'startWith:startsWith',
    'firstNotEmpty:firstNonEmpty',
    'isEmpty:isNotEmpty',
    'asInteger:asInt',
  ]
  for (const row of rows) {
    const [typed = '', meant] = row.split(':')
    assert.equal(nearestNames(typed, names)[0], meant, typed)
  }
})

test('a name equal but for case is the only one', () => {
  assert.deepEqual(nearestNames('TRIM', names), ['trim'])
})
