import type { Fact } from './fact.ts'

/**
 * Text of the report in which our words and values from the input stay apart, so that a shared report can show the first and
 * replace the second. Written with the tag: say`Entra expects ${fact}`. Whatever is put in counts as foreign; only what stands
 * in the template itself is ours.
 */
export type Words = readonly Word[]

export type Word = string | ForeignWord

/** A value from the input, or one that may be. */
export interface ForeignWord {
  readonly value: string
  /** Shown in PowerShell's single quotes. */
  readonly isQuoted?: true
}

type Insert = Fact | ForeignWord | Words | string | number | undefined

export function say(literals: TemplateStringsArray, ...inserts: readonly Insert[]): Words {
  return literals.flatMap((literal, index) => [literal, ...wordsOf(inserts[index])]).filter((word) => word !== '')
}

/** A sentence of ours, without values. */
export function ours(text: string): Words {
  return [text]
}

/** Words with something between them. */
export function joinWords(parts: readonly Words[], separator: string): Words {
  return parts.flatMap((part, index) => (index === 0 ? part : [separator, ...part]))
}

function wordsOf(insert: Insert): Words {
  if (insert === undefined) return []
  if (typeof insert === 'string') return [{ value: insert }]
  if (typeof insert === 'number') return [String(insert)]
  return isWords(insert) ? insert : [insert]
}

const isWords = (insert: Fact | ForeignWord | Words): insert is Words => Array.isArray(insert)

/** How foreign values are shown: as they are, or as `shared/pseudonyms.ts` names them. */
export type ShowValue = (value: string) => string

export const asItIs: ShowValue = (value) => value

export function textOfWords(words: Words, show: ShowValue): string {
  return words
    .map((word) => {
      if (typeof word === 'string') return word
      const shown = show(word.value)
      return word.isQuoted ? quoted(shown) : shown
    })
    .join('')
}

/** PowerShell takes the typographic quotes for its own: all are doubled. */
function quoted(text: string): string {
  return `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`
}
