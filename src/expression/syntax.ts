import type { ExpressionValue } from './value.ts'

/** The tree of an expression. `at` is the offset of the sign that names the node: its operator, point, bracket or first letter. */
export type Syntax =
  | { readonly type: 'literal'; readonly at: number; readonly value: ExpressionValue }
  | { readonly type: 'this' | 'root'; readonly at: number }
  /** A bare name: a property of the current item. */
  | { readonly type: 'name'; readonly at: number; readonly name: string }
  | { readonly type: 'property'; readonly at: number; readonly target: Syntax; readonly name: string }
  | { readonly type: 'index'; readonly at: number; readonly target: Syntax; readonly key: Syntax }
  | {
      readonly type: 'select'
      readonly at: number
      readonly target: Syntax
      readonly which: Selection
      readonly criterion: Syntax
    }
  | { readonly type: 'project'; readonly at: number; readonly target: Syntax; readonly element: Syntax }
  | { readonly type: 'list'; readonly at: number; readonly items: readonly Syntax[] }
  | { readonly type: 'map'; readonly at: number; readonly entries: readonly MapEntry[] }
  | ArraySyntax
  | CallSyntax
  | { readonly type: 'not' | 'minus' | 'plus'; readonly at: number; readonly operand: Syntax }
  | {
      readonly type: 'binary'
      readonly at: number
      readonly operator: BinaryOperator
      readonly left: Syntax
      readonly right: Syntax
    }
  | {
      readonly type: 'ternary'
      readonly at: number
      readonly condition: Syntax
      readonly whenTrue: Syntax
      readonly whenFalse: Syntax
    }

export type Selection = 'all' | 'first' | 'last'

export interface MapEntry {
  readonly key: Syntax
  readonly value: Syntax
}

export interface ArraySyntax {
  readonly type: 'array'
  readonly at: number
  readonly of: PrimitiveName
  /** One for each dimension; none when there are only items. */
  readonly sizes: readonly Syntax[]
  readonly items?: readonly Syntax[]
}

export interface CallSyntax {
  readonly type: 'call'
  readonly at: number
  readonly library: string
  readonly name: string
  readonly arguments: readonly Syntax[]
}

export const primitiveNames = ['byte', 'short', 'int', 'long', 'float', 'double', 'char', 'boolean'] as const
export type PrimitiveName = (typeof primitiveNames)[number]

/** Symbols, with the words that mean the same. Words are read in any case. */
export const binaryOperators = {
  or: { level: 1, words: ['or', '||'] },
  and: { level: 2, words: ['and', '&&'] },
  '==': { level: 3, words: ['==', 'eq'] },
  '!=': { level: 3, words: ['!=', 'ne'] },
  '<': { level: 3, words: ['<', 'lt'] },
  '<=': { level: 3, words: ['<=', 'le'] },
  '>': { level: 3, words: ['>', 'gt'] },
  '>=': { level: 3, words: ['>=', 'ge'] },
  matches: { level: 3, words: ['matches'] },
  between: { level: 3, words: ['between'] },
  '+': { level: 4, words: ['+'] },
  '-': { level: 4, words: ['-'] },
  '*': { level: 5, words: ['*'] },
  '/': { level: 5, words: ['/', 'div'] },
  '%': { level: 5, words: ['%', 'mod'] },
  '^': { level: 6, words: ['^'] },
  '?:': { level: 0, words: ['?:'] },
} as const

export type BinaryOperator = keyof typeof binaryOperators
