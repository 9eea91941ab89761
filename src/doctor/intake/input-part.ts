/** A stretch of an input that a reader took. */
export interface InputPart {
  readonly source: string
  /** The reader's format; `unrecognised` where no reader took anything. */
  readonly kind: string
  readonly firstLine: number
  readonly lastLine: number
}
