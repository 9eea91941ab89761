/** Text both databases take: PostgreSQL refuses NUL, and neither keeps half a surrogate pair. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed()
}
