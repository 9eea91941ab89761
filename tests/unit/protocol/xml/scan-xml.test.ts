import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { IdpError } from '../../../../src/errors.ts'
import { parseXml } from '../../../../src/protocol/xml/parse-xml.ts'
import { serializeXml } from '../../../../src/protocol/xml/serialize-xml.ts'
import type { XmlElement } from '../../../../src/protocol/xml/xml-element.ts'
import { arbitraryXml } from './arbitrary-xml.ts'
import { mutateXml, seededRandom } from './mutate-xml.ts'
import { readBySaxes } from './saxes-reader.ts'

// JOINERY_FUZZ_COUNT=100000 JOINERY_FUZZ_SEED=7 bin/node --test tests/unit/protocol/xml/scan-xml.test.ts for a long run.
const count = Number(process.env.JOINERY_FUZZ_COUNT ?? 800)
const seed = Number(process.env.JOINERY_FUZZ_SEED ?? 1)

/** But for what would have the comparison of two trees run out of stack. */
const unlimited = { bytes: 1e9, depth: 100, attributes: 100, elements: 1e9, text: 1e9 }

function ours(bytes: Uint8Array): XmlElement | 'over a limit' | undefined {
  try {
    return parseXml(bytes, unlimited)
  } catch (error) {
    if (!(error instanceof IdpError)) throw error
    return error.code.startsWith('XML_TOO_') ? 'over a limit' : undefined
  }
}

function theirs(bytes: Uint8Array): XmlElement | undefined {
  try {
    return readBySaxes(bytes)
  } catch {
    return undefined
  }
}

/** Both refuse, or both read the same; says which. */
function agree(document: string | Uint8Array): 'read' | 'refused' {
  const bytes = typeof document === 'string' ? Buffer.from(document) : document
  const read = ours(bytes)
  if (read === 'over a limit') return 'refused'
  assert.deepEqual(read, theirs(bytes), JSON.stringify(Buffer.from(bytes).toString().slice(0, 2000)))
  return read === undefined ? 'refused' : 'read'
}

test('[XML10 §2.1] our reader and saxes agree on every trap that we know', () => {
  const read = [
    ...[
      '<a/>',
      '<a  />',
      '<a></a >',
      '<a\n b\t=\n"1"/>',
      "<a b='\"'/>",
      '<a b=">"/>',
      '<a> <!----> </a>',
      '<!-- - --><a/>',
      '<!--->--><a/>',
    ],
    ...['<a>]]&gt;</a>', '<a>]]</a>', '<a><![CDATA[]]]]><![CDATA[>]]></a>', '<a><![CDATA[&amp;<]]></a>', '<a>></a>'],
    ...['<a b="\r\n\t&#9;&#10;&#13; x "/>', '<a>\r\r\n\n&#xD;</a>', '<a>&#x1F511;&#128273;</a>', '<a>&amp;lt;</a>'],
    ...[
      '<a xmlns="u"><b xmlns=""/></a>',
      '<a p:b="1" xmlns:p="u"/>',
      '<a xmlns:xml="http://www.w3.org/XML/1998/namespace"/>',
    ],
    ...[
      '<a xml:lang="en"/>',
      '<p:a xmlns:p="u"><p:b xmlns:p="v" p:c="1" c="2"/></p:a>',
      '<été\u00b7/>',
      '<a\u{20000}/>',
    ],
    ...["<?xml version='1.0' encoding='UTF-8' standalone='no' ?>\n<a/>\n", '\ufeff<a/>', '<a>\ufeff\u0085\u2028</a>'],
    ...['<a>\ud83d\udd11</a>', '<a b="&lt;&gt;&quot;&apos;"/>', '<a.-_1/>', '<a b=""/>', '<a/><!-- -->\n<!-- -->'],
  ]
  const refused = [
    ...[
      '<a b="1"c="2"/>',
      '<a/b>',
      '<a b/>',
      '<a b=/>',
      '<a b="1/>',
      '<a =""/>',
      '< a/>',
      '<a b = \'1"/>',
      '<a b="&"/>',
      '<>',
      '</a>',
    ],
    ...['<a><!-- -- --></a>', '<!-- --->\n<a/>', '<a><!-></a>', '<a><!- x -></a>', '<a><![cdata[]]></a>'],
    ...[
      '<![CDATA[x]]><a/>',
      '<a/><![CDATA[]]>',
      '<a><![CDATA[</a>',
      '<a></a',
      '<a',
      '<a b',
      '<',
      '<!',
      '<?',
      '<a>&',
      '</',
      '<!-',
    ],
    ...['<a>&#;</a>', '<a>&#x;</a>', '<a>&#xg;</a>', '<a>&#x110000;</a>', '<a>&#99999999999999;</a>', '<a>&#X41;</a>'],
    ...[
      '<a>&#8;</a>',
      '<a>&#xFFFF;</a>',
      '<a>&lt</a>',
      '<a>& lt;</a>',
      '<a>&LT;</a>',
      '<a>&__proto__;</a>',
      '<a>&#-1;</a>',
    ],
    ...[
      '<1/>',
      '<-a/>',
      '<a b:="1"/>',
      '<a:/>',
      '<a::b xmlns:a="u"/>',
      '<a|b/>',
      '<a xmlns:a.b:c="u"/>',
      '<\u00b7a/>',
      '<a\u00d7/>',
    ],
    ...[
      '<a xmlns="http://www.w3.org/2000/xmlns/"/>',
      '<a xmlns="http://www.w3.org/XML/1998/namespace"/>',
      '<xmlns/><a/>',
    ],
    ...['<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>', '<a xmlns="u" xmlns="u"/>', '<xml:a xmlns:xml="u"/>'],
    ...[
      ' <?xml version="1.0"?><a/>',
      '<?xml version="1.0"?',
      '<?xml encoding="utf-8"?><a/>',
      '<?xml?><a/>',
      '<?XML version="1.0"?><a/>',
    ],
    ...[
      '<?xml version="1.0"encoding="utf-8"?><a/>',
      '<?xml version="1.0" standalone="maybe"?><a/>',
      '<a><?xml version="1.0"?></a>',
    ],
    ...[
      '<?xml version="2.0"?><a/>',
      '<?xml version="1.0" x="y"?><a/>',
      '<?xml  version = "1.0\'?><a/>',
      '\u0000<a/>',
      '<a/>\u000b',
    ],
    ...[
      '<a>\ufffe</a>',
      '<a b="\uffff"/>',
      '<a>\u001b</a>',
      '<a></a><',
      '<a/>&amp;',
      'x<a/>',
      '<a/>\u00a0',
      '<a></a:b>',
      '<A></a>',
    ],
  ]
  assert.deepEqual(
    read.filter((text) => agree(text) !== 'read'),
    [],
  )
  assert.deepEqual(
    refused.filter((text) => agree(text) !== 'refused'),
    [],
  )
})

test('[XMLNS §7] our reader and saxes read every tree that the builder can make alike', () => {
  fc.assert(
    fc.property(arbitraryXml, (tree) => agree(serializeXml(tree)) === 'read'),
    { numRuns: 200 },
  )
})

const fixtures = join(import.meta.dirname, '../../../fixtures')
const documents = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.xml'))
  .sort()
  .map((file) => Buffer.from(readFileSync(join(fixtures, file), 'utf8').replace(/^expect \w+\n/, '')))
  .filter((bytes) => bytes.length < 6_000)

test(`[XML10 §2.1] our reader and saxes agree on ${count} mutated documents, and on what they were made of`, () => {
  const verdicts = documents.map(agree)
  const random = seededRandom(seed)
  for (let index = 0; index < count; index += 1) verdicts.push(agree(mutateXml(documents, random)))
  // Mutations that all break a document, or none, would prove little.
  const read = verdicts.filter((verdict) => verdict === 'read').length
  assert.ok(read > verdicts.length / 20 && read < verdicts.length, `${read} of ${verdicts.length} read`)
})

test('a document that cannot be read takes time that grows with its length', () => {
  const parts = ['<a ', '<a>', ' b="', '&', '&#', '<!--', '<![CDATA[', '<?x ', ']', '\n', 'a:', "='", '<a b="1" ']
  for (const part of parts) {
    const bytes = Buffer.from(`<a>${part.repeat(300_000 / part.length)}`)
    const started = process.cpuUsage()
    assert.notEqual(typeof ours(bytes), 'object', part)
    const milliseconds = process.cpuUsage(started).user / 1000
    assert.ok(milliseconds < 1000, `${part}: ${milliseconds} ms`)
  }
})
