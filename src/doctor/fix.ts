import type { Words } from './words.ts'

/** One thing to do, and where. */
export interface Fix {
  /** `AD`, `Windows (PowerShell)`, `Entra (PowerShell)`, `Joinery`, `your identity provider`. */
  readonly where: string
  readonly text: Words
}
