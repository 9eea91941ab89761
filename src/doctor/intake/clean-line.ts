/** What a terminal would obey and a reader must not see: ANSI sequences, control, bidi and invisible characters, marks of mail quoting. */

const suspicious = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/
const unwanted = new RegExp(suspicious.source, 'g')
const ansi = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])/g
const mailQuote = /^(?:[ \t]{0,3}>(?= |>|$) ?)+/

/** Without anything a terminal would obey; tabs stay. */
function plainText(text: string): string {
  return suspicious.test(text) ? text.replace(ansi, '').replace(unwanted, '') : text
}

/** A line of an input, as readers get it. No-break blanks become blanks. */
export function cleanLine(text: string): string {
  const plain = plainText(text)
  const spaced = plain.includes('\u00a0') ? plain.replaceAll('\u00a0', ' ') : plain
  return spaced.includes('>') ? spaced.replace(mailQuote, '') : spaced
}
