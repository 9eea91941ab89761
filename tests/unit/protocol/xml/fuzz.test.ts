import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { IdpError } from '../../../../src/errors.ts'
import { parseXml } from '../../../../src/protocol/xml/parse-xml.ts'
import { serializeXml } from '../../../../src/protocol/xml/serialize-xml.ts'
import { verifyEnveloped } from '../../../../src/protocol/xml-signature/verify-enveloped.ts'
import { readTestKey } from '../xml-signature/test-key.ts'
import { withoutScope } from './arbitrary-xml.ts'
import { mutateXml, seededRandom } from './mutate-xml.ts'

// JOINERY_FUZZ_COUNT=100000 JOINERY_FUZZ_SEED=7 bin/node --test tests/unit/protocol/xml/fuzz.test.ts for a long run.
const count = Number(process.env.JOINERY_FUZZ_COUNT ?? 1500)
const seed = Number(process.env.JOINERY_FUZZ_SEED ?? 1)

const fixtures = join(import.meta.dirname, '../../../fixtures')

/** Where mutations start: this part's own fixtures only, so that a new one elsewhere does not change what a seed means. */
const hostile = ['xml-signature', 'hostile/xml', 'hostile/xml-signature']
  .flatMap((folder) => readdirSync(join(fixtures, folder)).map((name) => join(fixtures, folder, name)))
  .filter((file) => file.endsWith('.xml'))
  .sort()
  .map((file) => Buffer.from(readFileSync(file, 'utf8').replace(/^expect \w+\n/, '')))

/** Half of them from a good one, so that the rules behind well-formedness are reached too. */
const validText = readFileSync(join(fixtures, 'xml-signature/valid.xml')).subarray('expect accepted\n'.length)
const documents = [...hostile, ...hostile.map(() => validText)]

const certificate = readTestKey('first').certificate

/** The one content that the test key ever signed among the fixtures that verify: nothing else may be accepted. */
const signedContent = serializeXml(verifyEnveloped(parseXml(validText), 'AssertionID', [certificate]).signed)

interface Verdict {
  readonly code: string
  readonly milliseconds: number
}

function judge(bytes: Uint8Array): Verdict {
  const started = process.cpuUsage()
  const code = read(bytes)
  // Time on the processor: what other programs do meanwhile is not our doing.
  return { code, milliseconds: process.cpuUsage(started).user / 1000 }
}

function read(bytes: Uint8Array): string {
  try {
    const tree = parseXml(bytes)
    const canonical = serializeXml(tree)
    assert.deepEqual(withoutScope(parseXml(Buffer.from(canonical), roomier)), withoutScope(tree))
    const { signed } = verifyEnveloped(tree, 'AssertionID', [certificate])
    assert.equal(serializeXml(signed), signedContent)
    return 'accepted'
  } catch (error) {
    if (!(error instanceof IdpError)) throw error
    return error.code
  }
}

/** Canonical form may be longer than what came, by its escapes and closing tags. */
const roomier = { bytes: 1_000_000, depth: 32, attributes: 64, elements: 1000, text: 32_768 }

test(`${count} mutated documents: each is read or refused by name, in bounded time and memory`, () => {
  assert.ok(documents.length > 20)
  const random = seededRandom(seed)
  const codes = new Map<string, number>()
  const before = process.memoryUsage().rss
  for (let index = 0; index < count; index += 1) {
    const bytes = mutateXml(documents, random)
    try {
      const { code, milliseconds } = judge(bytes)
      codes.set(code, (codes.get(code) ?? 0) + 1)
      assert.ok(milliseconds < 1000, `${milliseconds} ms for ${bytes.length} bytes`)
    } catch (error) {
      throw new Error(
        `seed ${seed}, document ${index}: ${JSON.stringify(Buffer.from(bytes).toString().slice(0, 2000))}`,
        { cause: error },
      )
    }
  }
  assert.ok(process.memoryUsage().rss - before < 300 * 1_048_576, 'memory grew')
  // A fuzzer that never reaches a rule proves nothing about it.
  for (const code of [
    'XML_MALFORMED',
    'XML_DOCTYPE',
    'XML_ENCODING',
    'XML_TOO_LARGE',
    'XML_TOO_DEEP',
    'XML_TOO_MANY_ATTRIBUTES',
    'XML_TEXT_TOO_LONG',
    'XML_SIGNATURE_SHAPE',
    'accepted',
  ])
    assert.ok(codes.has(code), `${code} was never reached: ${JSON.stringify([...codes])}`)
})
