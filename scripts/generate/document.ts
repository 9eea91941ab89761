/** A generated file: where it goes, from the root of the repository, and what it says. */
export interface GeneratedDocument {
  readonly path: string
  readonly text: string
}

/** Text for one cell of a Markdown table. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
