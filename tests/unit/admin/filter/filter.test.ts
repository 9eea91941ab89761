import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isMatch } from '../../../../src/admin/filter/is-match.ts'
import { comparisons, type Filter, parseFilter } from '../../../../src/admin/filter/parse-filter.ts'
import { IdpError } from '../../../../src/errors.ts'

const entry = {
  name: 'Contoso West',
  enabled: true,
  duration: 300,
  description: '',
  population: { id: 'devices' },
  hostNames: ['a.example.com', 'b.example.com'],
  userTypes: [{ id: 'cloud' }, { id: 'devices' }],
  nothing: null,
}

test('comparisons do what SCIM says [RFC7644 §3.4.2.2]', () => {
  const yes = [
    'name eq "contoso west"',
    'name NE "Contoso"',
    'name co "SO W"',
    'name sw "con" and name ew "WEST"',
    'duration gt 299 and duration ge 300 and duration lt 301 and duration le 300',
    'name gt "Alpha"',
    'enabled eq true',
    'population.id eq "devices"',
    'hostNames eq "b.example.com"',
    'userTypes.id eq "cloud" and not (userTypes.id eq "x")',
    'name pr and not (description pr) and not (missing pr)',
    'missing ne "x"',
    'nothing eq null and missing eq null',
    'enabled eq false and name pr or duration eq 300',
    'enabled eq false and (name pr or duration eq 300) or name pr',
    String.raw`name ne "\"quoted\" \\ and é"`,
  ]
  const no = [
    'name eq "Contoso"',
    'enabled eq "true"',
    'duration gt "1"',
    'enabled eq false and (name pr or duration eq 300)',
    'hostNames ne "a.example.com"',
    'missing sw "x"',
    'population eq "devices"',
    'toString pr',
    '__proto__ pr or constructor pr',
  ]
  for (const text of yes) assert.equal(isMatch(parse(text), entry), true, text)
  for (const text of no) assert.equal(safely(text), false, text)
})

function parse(text: string): Filter {
  return parseFilter(text)
}

/** A name that is none is refused, which is as good as no match. */
function safely(text: string): boolean {
  try {
    return isMatch(parse(text), entry)
  } catch (error) {
    assert.ok(error instanceof IdpError)
    return false
  }
}

test('a mistake is named with its column', () => {
  const cases: [string, number][] = [
    ['', 1],
    ['name', 5],
    ['name is "x"', 6],
    ['name eq x', 9],
    ['name eq "x', 8],
    ['name eq "x" name', 13],
    ['(name pr', 9],
    ['not name pr', 5],
    ['name eq [1]', 9],
    ['1name pr', 1],
    ['name pr)', 8],
  ]
  const at = (column: number) => (error: unknown) =>
    error instanceof IdpError && error.code === 'ADMIN_FILTER_INVALID' && error.facts.column === column
  for (const [text, column] of cases) assert.throws(() => parseFilter(text), at(column), text)
  assert.throws(() => parseFilter('('.repeat(100_000)), at(32))
})

const path = fc.constantFrom(['name'], ['population', 'id'], ['x-1'])
const literal = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4 },
    fc.record({ kind: fc.constant('present' as const), path }),
    fc.record({
      kind: fc.constant('compare' as const),
      path,
      comparison: fc.constantFrom(...comparisons),
      value: literal,
    }),
    fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), left: tie('filter'), right: tie('filter') }),
    fc.record({ kind: fc.constant('not' as const), inner: tie('filter') }),
  ),
}))

/** Without fast-check's objects that inherit nothing. */
const plain = (one: Filter): unknown => JSON.parse(JSON.stringify(one))

function written(one: Filter): string {
  if (one.kind === 'present') return `${one.path.join('.')} pr`
  if (one.kind === 'compare') return `${one.path.join('.')} ${one.comparison} ${JSON.stringify(one.value)}`
  if (one.kind === 'not') return `not (${written(one.inner)})`
  return `(${written(one.left)}) ${one.kind} (${written(one.right)})`
}

test('what is written is what is read', () => {
  fc.assert(fc.property(filter, (one) => assert.deepEqual(parseFilter(written(one)), plain(one))))
})

test('nothing but a named refusal comes of any text, quickly', () => {
  const pieces = fc.constantFrom('name', 'eq', '"x"', '(', ')', 'and', 'or', 'not', ' ', '"', '\\', 'pr', '1', 'é')
  const text = fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(' ')),
  )
  fc.assert(
    fc.property(text, (given) => {
      try {
        isMatch(parseFilter(given), entry)
      } catch (error) {
        assert.ok(error instanceof IdpError && error.code === 'ADMIN_FILTER_INVALID', String(error))
      }
    }),
  )
})
