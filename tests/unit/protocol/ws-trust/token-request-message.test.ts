import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  findMessageId,
  issueRequest,
  parseTokenRequest,
  serializeTokenRequest,
} from '../../../../src/protocol/ws-trust/token-request-message.ts'

const parts = {
  to: 'https://sts.example.test/wsf/sts/app/13/windowstransport',
  messageId: 'urn:uuid:7f9c6b3e-2d4e-4a3e-9f63-0d7b0f5a1c11',
  appliesTo: 'urn:federation:MicrosoftOnline',
}

test('[WSTrust13 §4.1] what a client of windowstransport sends, to the letter', () => {
  assert.equal(
    serializeTokenRequest(issueRequest('13', parts)),
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header>' +
      '<a:Action xmlns:a="http://www.w3.org/2005/08/addressing" s:mustUnderstand="1">http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue</a:Action>' +
      '<a:MessageID xmlns:a="http://www.w3.org/2005/08/addressing">urn:uuid:7f9c6b3e-2d4e-4a3e-9f63-0d7b0f5a1c11</a:MessageID>' +
      '<a:ReplyTo xmlns:a="http://www.w3.org/2005/08/addressing"><a:Address>http://www.w3.org/2005/08/addressing/anonymous</a:Address></a:ReplyTo>' +
      '<a:To xmlns:a="http://www.w3.org/2005/08/addressing" s:mustUnderstand="1">https://sts.example.test/wsf/sts/app/13/windowstransport</a:To>' +
      '</s:Header><s:Body><trust:RequestSecurityToken xmlns:trust="http://docs.oasis-open.org/ws-sx/ws-trust/200512">' +
      '<wsp:AppliesTo xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy"><a:EndpointReference xmlns:a="http://www.w3.org/2005/08/addressing">' +
      '<a:Address>urn:federation:MicrosoftOnline</a:Address></a:EndpointReference></wsp:AppliesTo>' +
      '<trust:KeyType>http://docs.oasis-open.org/ws-sx/ws-trust/200512/Bearer</trust:KeyType>' +
      '<trust:RequestType>http://docs.oasis-open.org/ws-sx/ws-trust/200512/Issue</trust:RequestType>' +
      '</trust:RequestSecurityToken></s:Body></s:Envelope>',
  )
})

test('law: parse(serialize(x)) = x, with every kind of security header', () => {
  const moment = new Date('2026-01-02T03:04:05.068Z')
  for (const version of ['2005', '13'] as const) {
    for (const timestamp of [undefined, { created: moment, expires: undefined }]) {
      for (const security of [undefined, { timestamp, tokens: [] }]) {
        const x = { ...issueRequest(version, parts), security }
        assert.deepEqual(parseTokenRequest(Buffer.from(serializeTokenRequest(x))), x)
      }
    }
  }
})

test('[SOAP12 §5.2.3] a header from elsewhere that must be understood is refused', () => {
  const text = serializeTokenRequest(issueRequest('13', parts)).replace(
    '<s:Header>',
    '<s:Header><x:Coordination xmlns:x="urn:x" s:mustUnderstand="1"/>',
  )
  assert.throws(() => parseTokenRequest(Buffer.from(text)), { code: 'SOAP_HEADER_NOT_UNDERSTOOD' })
})

test('the MessageID is found in any message that has a good one, and nothing is thrown', () => {
  const found = (text: string) => findMessageId(Buffer.from(text))
  const text = serializeTokenRequest(issueRequest('13', parts))
  assert.equal(found(text), parts.messageId)
  assert.equal(found(text.replaceAll('RequestSecurityToken', 'SomethingElse')), parts.messageId)
  assert.equal(found(text.replaceAll('MessageID', 'messageID')), parts.messageId)
  assert.equal(found(text.replace(parts.messageId, '12345')), undefined)
  assert.equal(found(''), undefined)
  fc.assert(fc.property(fc.uint8Array(), (bytes) => assert.equal(findMessageId(bytes), undefined)))
})
