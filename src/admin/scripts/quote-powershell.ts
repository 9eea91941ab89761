import { IdpError } from '../../errors.ts'

/** Control, format and line-breaking characters, and halves of surrogate pairs: nothing we write into a script needs one, and an eye cannot see it. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

/**
 * The one way a value gets into a script: a PowerShell string in single quotes, in which nothing is expanded. PowerShell takes the typographic
 * quotes U+2018 to U+201B for its own, so all are doubled. Throws ADMIN_SCRIPT_VALUE_REFUSED for what cannot be seen.
 */
export function quotePowerShell(value: string): string {
  const at = value.search(unseen)
  if (at >= 0) throw new IdpError('ADMIN_SCRIPT_VALUE_REFUSED', { column: at + 1 })
  return `'${value.replace(/['\u2018-\u201b]/g, '$&$&')}'`
}
