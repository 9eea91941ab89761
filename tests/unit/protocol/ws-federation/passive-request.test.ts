import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parsePassiveRequest, serializePassiveRequest } from '../../../../src/protocol/ws-federation/passive-request.ts'

const names = [
  'wa',
  'wtrealm',
  'wreply',
  'wctx',
  'wct',
  'wauth',
  'wfresh',
  'whr',
  'username',
  'login_hint',
  'mkt',
] as const
const text = fc
  .string({ unit: 'grapheme' })
  .filter((value) => !/[\u0000-\u0008\u000a-\u001f]/.test(value) && value.isWellFormed())

test('[WSFed12 §13.1] what is written is read again, byte for byte', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), text), (request) => {
      assert.deepEqual(parsePassiveRequest(serializePassiveRequest(request)), { ...request })
    }),
  )
})

test('[WSFed12 §13.2.2] any query is read or refused by name', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...names, 'x', ''), fc.string())), (pairs) => {
      try {
        parsePassiveRequest(pairs.map(([name, value]) => `${name}=${value}`).join('&'))
      } catch (error) {
        assert.match(String(error), /WSFED_PARAMETER_(REPEATED|MALFORMED)/)
      }
    }),
  )
})

test('plus signs are blanks, other parameters are passed over however they are written', () => {
  assert.deepEqual(parsePassiveRequest('wctx=a+b%2Bc&x=%ff&x=2&=&wctX=1'), { wctx: 'a b+c' })
  assert.deepEqual(parsePassiveRequest('wctx=a=b?c&wreply='), { wctx: 'a=b?c', wreply: '' })
  assert.deepEqual(parsePassiveRequest(''), {})
})
