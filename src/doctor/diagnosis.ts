import type { ReadNote } from './reader.ts'

/** The answer of the doctor, as `--json` prints it. Stable: fields are added, never renamed. */

/** The worst first. */
export const outcomes = ['fail', 'crashed', 'warn', 'ok', 'skipped'] as const
export type Outcome = (typeof outcomes)[number]

/** Where on the way to a join, or behind it, a finding belongs. */
export const phases = ['pre-check', 'discover', 'auth', 'join', 'sign-in', 'settings', 'input'] as const
export type Phase = (typeof phases)[number]

export interface Diagnosis {
  readonly version: 1
  readonly verdict: 'healthy' | 'warning' | 'problem' | 'unreadable'
  /** One paragraph of plain words: what happened, in which phase, why, what to do first. */
  readonly summary: string
  /** Of the first failure; null where nothing failed. */
  readonly phase: Phase | null
  /** Those that the inputs name. */
  readonly devices: readonly string[]
  readonly inputs: readonly DiagnosedInput[]
  readonly findings: readonly DiagnosedFinding[]
  /** What could not be read. */
  readonly notes: readonly ReadNote[]
}

export interface DiagnosedInput {
  readonly source: string
  readonly kind: string
  /** `12-96`; of a binary file, records. */
  readonly lines: string
}

export interface DiagnosedFinding {
  /** The check's id; `area/what`. */
  readonly id: string
  readonly outcome: Outcome
  readonly title: string
  /** AADSTS numbers, HRESULTs and Joinery's own codes, the first is the reason. */
  readonly codes: readonly string[]
  readonly phase: Phase
  /** True where it follows from what is not in the input, rather than stands in it. */
  readonly inferred: boolean
  readonly evidence: readonly { readonly source: string; readonly line: number; readonly text: string }[]
  readonly expected: string
  readonly observed: string
  readonly fix: readonly { readonly where: string; readonly text: string }[]
  readonly verify: string
  readonly links: readonly string[]
  /** Ids of the checks that must be mended first. */
  readonly needs: readonly string[]
  /** What could have led to it, the likeliest first; one, where it is certain. Empty for findings that are their own cause. */
  readonly causes: readonly DiagnosedCause[]
  /** With which further input one could be certain. */
  readonly wouldTell: readonly string[]
  /** The device it is about, where the inputs are of several. */
  readonly device: string | null
}

export interface DiagnosedCause {
  readonly id: string
  readonly title: string
  readonly isProved: boolean
}
