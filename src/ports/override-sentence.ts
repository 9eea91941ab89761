/** What an owner types in place of Entra's word, for one domain. */
export function overrideSentence(domainName: string): string {
  return `switch ${domainName.toLowerCase()} without proof`
}
