import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languages } from '../../../src/config/branding.ts'
import { chooseLanguage } from '../../../src/http/pages/choose-language.ts'
import { pageTexts } from '../../../src/http/pages/render-page.ts'

type Tree = { readonly [key: string]: Tree } | string

const leaves = (tree: Tree, path = ''): readonly (readonly [string, string])[] =>
  typeof tree === 'string'
    ? [[path, tree]]
    : Object.entries(tree).flatMap(([key, value]) => leaves(value, `${path}/${key}`))

const textsOf = (language: (typeof languages)[number]): ReadonlyMap<string, string> =>
  new Map(leaves(JSON.parse(JSON.stringify(pageTexts[language]))))

test('every language has every text, none of them empty, with the same places to fill in', () => {
  const english = textsOf('en')
  for (const language of languages) {
    const texts = textsOf(language)
    assert.deepEqual([...texts.keys()].sort(), [...english.keys()].sort(), language)
    for (const [key, text] of texts) {
      assert.notEqual(text.trim(), '', `${language}${key}`)
      const places = (value = '') => value.match(/\{\w+\}/g) ?? []
      assert.deepEqual(places(text), places(english.get(key)), `${language}${key}`)
    }
  }
})

test('[RFC9110 §12.5.4] mkt comes first, then ui_locales, then what the browser likes best; a language we have not is passed over', () => {
  const cases: readonly (readonly [string, string | undefined, string])[] = [
    ['mkt=de-DE', 'fr', 'de'],
    ['ui_locales=nl%20fr-CA', 'de', 'fr'],
    ['', 'nl, es;q=0.5, de;q=0.8', 'de'],
    ['', 'de;q=0, es;q=0.1', 'es'],
    ['mkt=xx', 'zz', 'en'],
    ['mkt=', undefined, 'en'],
    ['', `${'x,'.repeat(5000)}de`, 'en'],
  ]
  for (const [query, accept, expected] of cases) assert.equal(chooseLanguage(query, accept, 'en'), expected, query)
})
