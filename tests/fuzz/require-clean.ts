import assert from 'node:assert/strict'
import { errorTable } from '../../src/errors.ts'
import { parseFaultMessage } from '../../src/protocol/ws-trust/token-response-message.ts'
import type { RawAnswer } from './send-raw.ts'

const traceId = / Trace ID: [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** Everything the outside may ever be told, word for word. */
const said = new Set<string>([
  ...Object.values(errorTable).map(({ says }) => says),
  'Authentication is required.',
  'ok',
])
/** 200 is for documents that anyone may read; no token is ever given here. 417 and 431 are Node's own. */
const statuses = [200, 400, 401, 403, 404, 405, 413, 417, 421, 431, 500, 503]

/** Throws unless the answer is one that is documented, and says nothing but what the table of errors allows. */
export function requireClean({ status, headers, body }: RawAnswer): void {
  assert.ok(statuses.includes(status), `status ${status}`)
  const type = headers['content-type'] ?? ''
  assert.doesNotMatch(body, /SignatureValue|\bat .*\.ts|node:|Error:/)
  if (status === 200 && body.startsWith('<')) {
    assert.match(body, /definitions/)
  } else if (type.startsWith('application/soap+xml')) {
    assert.equal(status, 500)
    const reason = parseFaultMessage(Buffer.from(body))?.fault.reason ?? ''
    assert.match(reason, traceId)
    requireSaid(reason)
  } else {
    assert.notEqual(status, 500, 'a failure without SOAP is a defect')
    if (body !== '') requireSaid(body.replace(/\n$/, ''))
  }
}

function requireSaid(text: string): void {
  assert.ok(said.has(text.replace(traceId, '')), `says ${JSON.stringify(text.slice(0, 200))}`)
}
