import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IdpError } from '../../../src/errors.ts'
import { replyWithFault } from '../../../src/issuance/reply/fault.ts'
import { replyWithToken } from '../../../src/issuance/reply/reply-with-token.ts'
import type { HttpReply, TrustHttpRequest } from '../../../src/issuance/stages.ts'
import { parseFaultMessage, parseTokenResponse } from '../../../src/protocol/ws-trust/token-response-message.ts'
import { seededRandom } from '../protocol/xml/mutate-xml.ts'
import { accept } from './accept/accept-fixture.ts'
import { mutateRequest, requestCorpus } from './mutate-request.ts'
import { assertion, principal } from './reply/reply-fixture.ts'

// JOINERY_FUZZ_COUNT=100000 JOINERY_FUZZ_SEED=7 bin/node --test tests/unit/issuance/fuzz-requests.test.ts for a long run.
const count = Number(process.env.JOINERY_FUZZ_COUNT ?? 2000)
const seed = Number(process.env.JOINERY_FUZZ_SEED ?? 1)

/** What the server would do with it, up to the ticket: a token to whoever is accepted, a fault to everyone else. */
function answer(http: TrustHttpRequest): { code: string; reply: HttpReply } {
  try {
    const request = accept(http)
    return { code: 'accepted', reply: replyWithToken(assertion, request, principal) }
  } catch (error) {
    if (!(error instanceof IdpError)) throw error
    return { code: error.code, reply: replyWithFault(error, http, 'trace-1') }
  }
}

function requireClean({ status, headers, body }: HttpReply): void {
  assert.ok(body.length < 10_000)
  if (status === 200) return void parseTokenResponse(Buffer.from(body))
  if (headers['content-type']?.startsWith('application/soap+xml')) {
    assert.equal(status, 500)
    const fault = parseFaultMessage(Buffer.from(body))?.fault
    assert.match(fault?.reason ?? '', /^[\w: .-]+ Trace ID: trace-1$/)
    return
  }
  assert.ok([400, 401, 403, 404, 405, 413].includes(status), `${status}`)
  assert.match(body, /^[\w .:-]+\n$/)
}

test(`${count} mutated requests: each gets a token response or a clean fault, in bounded memory`, () => {
  const corpus = requestCorpus()
  const random = seededRandom(seed)
  const codes = new Map<string, number>()
  const before = process.memoryUsage().rss
  for (let index = 0; index < count; index += 1) {
    const http = mutateRequest(corpus, random)
    try {
      const { code, reply } = answer(http)
      codes.set(code, (codes.get(code) ?? 0) + 1)
      requireClean(reply)
    } catch (error) {
      const body = Buffer.from(http.body).toString().slice(0, 2000)
      throw new Error(`seed ${seed}, request ${index}: ${JSON.stringify({ ...http, body })}`, { cause: error })
    }
  }
  assert.ok(process.memoryUsage().rss - before < 300 * 1_048_576, 'memory grew')
  // A fuzzer that never reaches a rule proves nothing about it.
  const reached = [...codes.keys()]
  for (const prefix of ['XML_', 'SOAP_', 'WSTRUST_', 'ACCEPT_', 'accepted'])
    assert.ok(reached.filter((code) => code.startsWith(prefix)).length >= (prefix === 'ACCEPT_' ? 15 : 1), prefix)
})
