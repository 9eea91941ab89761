/** What POST /expressions/evaluate answers. */
export interface Evaluated {
  readonly kind?: string
  readonly value?: unknown
  /** As a claim would have it. */
  readonly text?: string
  readonly error?: { readonly code: string; readonly means: string; readonly fix: string; readonly column?: number }
  /** What the expression saw of a real account. */
  readonly variables?: Readonly<Record<string, unknown>>
}
