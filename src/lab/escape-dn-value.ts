/** [RFC4514 §2.4]: what has a meaning inside a distinguished name is escaped. */
export function escapeDnValue(value: string): string {
  return value.replace(
    /[,+"\\<>;=\0]|^[ #]| $/g,
    (character) => `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}
