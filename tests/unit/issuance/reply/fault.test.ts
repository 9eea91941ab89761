import assert from 'node:assert/strict'
import { test } from 'node:test'
import { trustEndpoints } from '../../../../src/config/endpoints.ts'
import { type ErrorCode, errorTable, IdpError } from '../../../../src/errors.ts'
import { plainFault, replyWithFault } from '../../../../src/issuance/reply/fault.ts'
import { parseFaultMessage } from '../../../../src/protocol/ws-trust/token-response-message.ts'
import { readRequestFixtures } from '../../../fixtures/read-request-fixtures.ts'
import { named } from '../accept/accept-fixture.ts'

const traceId = '7f9c6b3e-2d4e-4a3e-9f63-0d7b0f5a1c11'
const asked = named('windows-2005-windowstransport-port')
const messageId = 'urn:uuid:61a28394-b5c6-4d7e-a8f9-0a1b2c3d4e5f'

const reply = (error: unknown, http: Parameters<typeof replyWithFault>[1] = asked) =>
  replyWithFault(error, http, traceId)

function faultOf(body: string) {
  const message = parseFaultMessage(Buffer.from(body))
  assert.ok(message)
  return message
}

/** Facts that would be a leak if they were in an answer. */
const facts = { observed: 'LEAK', application: 'LEAK', remoteAddress: 'LEAK', message: 'LEAK', detail: 'LEAK' }

test('[WSTrust13 §11] a refused request is 500 with a fault in the version of the endpoint, and relates to the request', () => {
  const trust = {
    '2005': 'http://schemas.xmlsoap.org/ws/2005/02/trust',
    '13': 'http://docs.oasis-open.org/ws-sx/ws-trust/200512',
  }
  for (const endpoint of trustEndpoints) {
    const answer = reply(new IdpError('ACCEPT_APPLIES_TO_UNKNOWN', facts), { ...asked, endpoint })
    assert.equal(answer.status, 500)
    assert.equal(answer.headers['content-type'], 'application/soap+xml; charset=utf-8')
    assert.deepEqual(faultOf(answer.body), {
      relatesTo: messageId,
      fault: {
        code: 'Sender',
        subcode: { namespace: trust[endpoint.trustVersion], local: 'InvalidScope' },
        reason: `ID3082: The request scope is not valid or is unsupported. Trace ID: ${traceId}`,
        language: 'en-US',
      },
    })
  }
})

test('a fault, to the letter', () => {
  const answer = reply(new IdpError('ACCEPT_APPLIES_TO_UNKNOWN', facts), named('windows-13-windowstransport-timestamp'))
  assert.equal(
    answer.body,
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header><a:Action xmlns:a="http://www.w3.org/2005/08/addressing"' +
      ' s:mustUnderstand="1">http://www.w3.org/2005/08/addressing/soap/fault</a:Action><a:To xmlns:a="http://www.w3.org/2005/08/addressing"' +
      ' s:mustUnderstand="1">http://www.w3.org/2005/08/addressing/anonymous</a:To></s:Header><s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value>' +
      '<s:Subcode><s:Value xmlns:a="http://docs.oasis-open.org/ws-sx/ws-trust/200512">a:InvalidScope</s:Value></s:Subcode></s:Code>' +
      '<s:Reason><s:Text xml:lang="en-US">ID3082: The request scope is not valid or is unsupported. Trace ID: 7f9c6b3e-2d4e-4a3e-9f63-0d7b0f5a1c11' +
      '</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>',
  )
})

test('every error of the table leaves with the status of its fault, and tells none of its facts', () => {
  const statuses: Record<string, number> = {
    'soap:MustUnderstand': 500,
    'http:NotSoap': 400,
    'http:BadRequest': 400,
    'http:Unauthorized': 401,
    'http:Conflict': 409,
    'http:PreconditionFailed': 412,
    'http:TooManyRequests': 429,
    'http:Negotiate': 401,
    'http:Forbidden': 403,
    'http:NotFound': 404,
    'http:MethodNotAllowed': 405,
    'http:TooLarge': 413,
    'http:MisdirectedRequest': 421,
    'http:Unavailable': 503,
    none: 500,
  }
  for (const [code, row] of Object.entries(errorTable)) {
    const status = row.fault.startsWith('wst:') ? 500 : statuses[row.fault]
    const answer = reply(new IdpError(code as ErrorCode, facts))
    assert.equal(answer.status, status, code)
    assert.equal(plainFault(new IdpError(code as ErrorCode, facts)).status, status, code)
    assert.doesNotMatch(JSON.stringify(answer), /LEAK/, code)
    assert.equal(answer.headers['cache-control'], 'no-store')
    if (status === 500) assert.ok(faultOf(answer.body).fault.subcode, code)
    else assert.match(answer.headers['content-type'] ?? '', /^text\/plain/)
  }
})

test('[RFC4559 §4.1] a ticket missing and a ticket refused get the same 401, byte for byte', () => {
  const rows = Object.entries(errorTable).filter(([, row]) => row.fault === 'http:Negotiate')
  assert.ok(rows.length >= 3)
  for (const [code] of rows) {
    const answer = replyWithFault(new IdpError(code as ErrorCode, facts), asked, `${traceId}${code}`)
    assert.deepEqual(answer, {
      status: 401,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'text/plain; charset=utf-8',
        'www-authenticate': 'Negotiate',
      },
      body: 'Authentication is required.\n',
    })
  }
})

test('[WSTrust13 §11] all refusals of a credential share one text', () => {
  const rows = Object.entries(errorTable).filter(([, row]) => row.fault === 'wst:FailedAuthentication')
  for (const [code] of rows) {
    const { fault } = faultOf(reply(new IdpError(code as ErrorCode, facts)).body)
    assert.equal(
      fault.reason,
      `ID3242: The security token could not be authenticated or authorized. Trace ID: ${traceId}`,
    )
    assert.equal(fault.subcode?.local, 'FailedAuthentication')
  }
})

test('whatever has no name leaves as RequestFailed with the trace id and nothing else', () => {
  const unnamed: unknown[] = [new Error('LEAK'), new TypeError('LEAK'), 'LEAK', undefined, null, { body: 'LEAK' }]
  for (const error of [...unnamed, new IdpError('HTTP_TLS_FILES', facts)]) {
    const answer = reply(error)
    assert.equal(answer.status, 500)
    const { fault } = faultOf(answer.body)
    assert.equal(fault.subcode?.local, 'RequestFailed')
    assert.equal(fault.reason, `The request failed. Trace ID: ${traceId}`)
    assert.doesNotMatch(JSON.stringify(answer), /LEAK/)
  }
})

test('an outage is no SOAP and says when to come again; a wrong method says which is right', () => {
  const outage = Object.entries(errorTable).find(([, row]) => row.fault === 'http:Unavailable')
  if (outage !== undefined) {
    const answer = reply(new IdpError(outage[0] as ErrorCode))
    assert.equal(answer.headers['retry-after'], '30')
    assert.doesNotMatch(answer.body, /</)
  }
  assert.equal(reply(new IdpError('ACCEPT_METHOD_NOT_POST')).headers.allow, 'POST')
})

test('[SOAP12 §5.4.8] a header that is not understood has the code that SOAP has for it', () => {
  const { fault } = faultOf(reply(new IdpError('SOAP_HEADER_NOT_UNDERSTOOD', facts)).body)
  assert.equal(fault.code, 'MustUnderstand')
  assert.equal(fault.subcode?.local, 'InvalidRequest')
})

test('no body, however broken, keeps a fault from leaving', () => {
  for (const { body } of [...readRequestFixtures('hostile/requests'), { body: new Uint8Array(0) }]) {
    const answer = replyWithFault(new Error('x'), { endpoint: asked.endpoint, body }, traceId)
    assert.equal(answer.status, 500)
    faultOf(answer.body)
  }
})

test('before there is a WS-Trust request the same table answers without SOAP', () => {
  assert.deepEqual(plainFault(new IdpError('HTTP_UNKNOWN_HOST', { host: 'LEAK' })), {
    status: 421,
    headers: { 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' },
    body: 'This server does not answer for that host.\n',
  })
  assert.deepEqual(plainFault(new Error('LEAK')).body, 'The request failed.\n')
})
