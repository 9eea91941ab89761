import { negate } from './arithmetic.ts'
import { project, select } from './collections.ts'
import { compileCall } from './compile-call.ts'
import { countOutput, countSteps, type Evaluation, type Run } from './evaluation.ts'
import { arrayOfItems, emptyArray } from './make-array.ts'
import { numberOf, type OperatorSite, operations, type Place, truthOf, wrongTypes } from './operators.ts'
import { readIndex, readKey, readProperty } from './properties.ts'
import { patternsAt } from './regex.ts'
import type { ArraySyntax, MapEntry, Syntax } from './syntax.ts'
import { readText } from './text-of.ts'
import { type ExpressionValue, type ListValue, listValue, type MapValue } from './value.ts'

/** Where bare names are looked up: the current item, but inside [...] of an index the root. */
export type Names = 'item' | 'root'

/** A tree turned into one function. Every node costs a step. */
export function compile(node: Syntax, names: Names): Run {
  // node.type picks the compiler of this very type of node, which TypeScript cannot follow.
  const run = compilers[node.type](node as never, names)
  return (evaluation, self) => {
    countSteps(evaluation, 1)
    return run(evaluation, self)
  }
}

type NodeOf<T extends Syntax['type']> = Extract<Syntax, { readonly type: T }>

const compilers: { readonly [T in Syntax['type']]: (node: NodeOf<T>, names: Names) => Run } = {
  literal:
    ({ value }) =>
    () =>
      value,
  this: () => (_, self) => self,
  root: () => (evaluation) => evaluation.root,
  name: ({ name, at }, names) =>
    names === 'root'
      ? (evaluation) => readProperty(evaluation.root, name, at, evaluation)
      : (evaluation, self) => readProperty(self, name, at, evaluation),
  property: ({ target, name, at }, names) => {
    const object = compile(target, names)
    return (evaluation, self) => readProperty(object(evaluation, self), name, at, evaluation)
  },
  index: compileIndex,
  select: ({ target, which, criterion, at }, names) => {
    const [list, fits] = [compile(target, names), compile(criterion, 'item')]
    const place = { operator: '.?[ ]', column: at + 1 }
    return (evaluation, self) =>
      select(list(evaluation, self), which, (item) => truthOf(fits(evaluation, item), place), place, evaluation)
  },
  project: ({ target, element, at }, names) => {
    const [list, each] = [compile(target, names), compile(element, 'item')]
    const place = { operator: '.![ ]', column: at + 1 }
    return (evaluation, self) => project(list(evaluation, self), (item) => each(evaluation, item), place, evaluation)
  },
  list: ({ items }, names) => {
    const runs = items.map((item) => compile(item, names))
    return (evaluation, self) => makeList(runs, evaluation, self)
  },
  map: ({ entries }, names) => compileMap(entries, names),
  array: compileArray,
  call: (node, names) =>
    compileCall(
      node,
      node.arguments.map((argument) => compile(argument, names)),
    ),
  not: ({ operand, at }, names) => {
    const [value, place] = [compile(operand, names), { operator: 'not', column: at + 1 }]
    return (evaluation, self) => !truthOf(value(evaluation, self), place)
  },
  minus: ({ operand, at }, names) => {
    const [value, place] = [compile(operand, names), { operator: '-', column: at + 1 }]
    return (evaluation, self) => negate(numberOf(value(evaluation, self), place))
  },
  plus: ({ operand, at }, names) => {
    const [value, place] = [compile(operand, names), { operator: '+', column: at + 1 }]
    return (evaluation, self) => numberOf(value(evaluation, self), place)
  },
  binary: compileBinary,
  ternary: ({ condition, whenTrue, whenFalse, at }, names) => {
    const [test, yes, no] = [compile(condition, names), compile(whenTrue, names), compile(whenFalse, names)]
    const place = { operator: '? :', column: at + 1 }
    return (evaluation, self) => (truthOf(test(evaluation, self), place) ? yes : no)(evaluation, self)
  },
}

/** A bare name as the key of a map or record is the key itself: object[property]. */
function compileIndex({ target, key, at }: NodeOf<'index'>, names: Names): Run {
  const [object, index] = [compile(target, names), compile(key, 'root')]
  const name = key.type === 'name' ? key.name : undefined
  return (evaluation, self) => {
    const value = object(evaluation, self)
    const isKeyed = typeof value === 'object' && value !== null && (value.kind === 'map' || value.kind === 'record')
    if (isKeyed && name !== undefined) return readKey(value, name, evaluation)
    return readIndex(value, index(evaluation, self), at, evaluation)
  }
}

function makeList(runs: readonly Run[], evaluation: Evaluation, self: ExpressionValue): ListValue {
  countOutput(evaluation, runs.length)
  return listValue(runs.map((run) => run(evaluation, self)))
}

function compileMap(entries: readonly MapEntry[], names: Names): Run {
  const runs = entries.map(({ key, value }) => [compile(key, names), compile(value, names)] as const)
  return (evaluation, self): MapValue => {
    countOutput(evaluation, runs.length)
    const made = new Map<string, ExpressionValue>()
    for (const [key, value] of runs) {
      const name = key(evaluation, self)
      if (name !== null) made.set(readText(name, evaluation), value(evaluation, self))
    }
    return { kind: 'map', entries: made }
  }
}

function compileArray({ of, sizes, items, at }: ArraySyntax, names: Names): Run {
  const [lengths, elements] = [sizes, items ?? []].map((nodes) => nodes.map((node) => compile(node, names)))
  return (evaluation, self) => {
    const sizeValues = (lengths ?? []).map((run) => run(evaluation, self))
    if (items === undefined) return emptyArray(of, sizeValues, at, evaluation)
    return arrayOfItems(of, sizeValues[0], makeList(elements ?? [], evaluation, self).items, at)
  }
}

function compileBinary({ operator, left, right, at }: NodeOf<'binary'>, names: Names): Run {
  const [first, second] = [compile(left, names), compile(right, names)]
  const place: Place = { operator, column: at + 1 }
  switch (operator) {
    case 'and':
      return (evaluation, self) => truthOf(first(evaluation, self), place) && truthOf(second(evaluation, self), place)
    case 'or':
      return (evaluation, self) => truthOf(first(evaluation, self), place) || truthOf(second(evaluation, self), place)
    case '?:':
      return (evaluation, self) => {
        const value = first(evaluation, self)
        return value === null || value === '' ? second(evaluation, self) : value
      }
  }
  const operation = operations[operator]
  const site = { ...place, patterns: patternsAt(right.at + 1) }
  if (operator === 'matches' && right.type === 'literal') checkPattern(right, site)
  return (evaluation, self) => operation(first(evaluation, self), second(evaluation, self), site, evaluation)
}

function checkPattern({ value, at }: NodeOf<'literal'>, { operator, patterns }: OperatorSite): void {
  if (typeof value !== 'string') throw wrongTypes(value, undefined, { operator, column: at + 1 }, 'a pattern')
  patterns(value)
}
