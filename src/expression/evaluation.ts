import { IdpError } from '../errors.ts'
import type { ExpressionValue } from './value.ts'

/** What the outside gives to an evaluation. Only #datetime.now reads the clock. */
export interface ExpressionPorts {
  readonly now: () => Date
}

/** Bytes of source; levels of nesting of source and of values; steps; characters and list elements made in one evaluation. */
export const limits = { sourceBytes: 4096, depth: 64, valueDepth: 256, steps: 10_000, output: 65_536 } as const

/** One evaluation: what it may read, and how much it has used. The two counters are all that changes. */
export interface Evaluation {
  readonly root: ExpressionValue
  readonly ports: ExpressionPorts
  steps: number
  output: number
}

/** A compiled node: `self` is the current item, the root outside projections and selections. */
export type Run = (evaluation: Evaluation, self: ExpressionValue) => ExpressionValue

export const startEvaluation = (root: ExpressionValue, ports: ExpressionPorts): Evaluation => ({
  root,
  ports,
  steps: 0,
  output: 0,
})

export function countSteps(evaluation: Evaluation, steps: number): void {
  evaluation.steps += steps
  if (evaluation.steps > limits.steps) throw new IdpError('EXPRESSION_TOO_MANY_STEPS', { limit: limits.steps })
}

/** Reading `size` characters or elements: 256 of them cost a step, so that long data cannot hide in few steps. */
export function countWork(evaluation: Evaluation, size: number): void {
  if (size >= 256) countSteps(evaluation, size / 256)
}

/** To be called before `size` characters or list elements are made, not after. */
export function countOutput(evaluation: Evaluation, size: number): void {
  evaluation.output += size
  if (!(evaluation.output <= limits.output)) throw outputTooLarge()
}

export const outputTooLarge = (): IdpError => new IdpError('EXPRESSION_OUTPUT_TOO_LARGE', { limit: limits.output })

export function checkValueDepth(depth: number): void {
  if (depth > limits.valueDepth) throw new IdpError('EXPRESSION_TOO_DEEP', { limit: limits.valueDepth })
}
