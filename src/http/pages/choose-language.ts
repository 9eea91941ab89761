import type { Language } from '../../config/branding.ts'
import { languages } from '../../config/branding.ts'

/**
 * The language of a page. In: what the relying party passes on (mkt as Microsoft names it, ui_locales) and Accept-Language
 * [RFC9110 §12.5.4], both untrusted. Out: the first wish there is a translation for, else the default.
 */
export function chooseLanguage(query: string, acceptLanguage: string | undefined, byDefault: Language): Language {
  const parameters = new URLSearchParams(query)
  const wishes = [
    parameters.get('mkt') ?? '',
    ...(parameters.get('ui_locales') ?? '').split(' '),
    ...byWeight(acceptLanguage ?? ''),
  ]
  for (const wish of wishes) {
    const primary = wish.toLowerCase().split('-')[0]
    const found = languages.find((language) => language === primary)
    if (found !== undefined) return found
  }
  return byDefault
}

function byWeight(acceptLanguage: string): readonly string[] {
  return acceptLanguage
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', weight = ''] = part.trim().split(/\s*;\s*q=/)
      return { tag, weight: weight === '' ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag)
}
