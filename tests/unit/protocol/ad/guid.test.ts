import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { guidFromBytes, guidToBase64, guidToBytes } from '../../../../src/protocol/ad/guid.ts'

/** Text, stored bytes, base64; the last three are the values Microsoft's own client fixtures carry. */
const vectors = [
  ['00112233-4455-6677-8899-aabbccddeeff', '33221100554477668899aabbccddeeff', 'MyIRAFVEd2aImaq7zN3u/w=='],
  ['3f0817b9-ca17-4714-ab81-f7b5943dec7b', 'b917083f17ca1447ab81f7b5943dec7b', 'uRcIPxfKFEergfe1lD3sew=='],
  ['07ec9af2-7ce5-4ab7-8638-115736bbf990', 'f29aec07e57cb74a8638115736bbf990', '8prsB+V8t0qGOBFXNrv5kA=='],
  ['00000000-0000-0000-0000-000000000000', '00000000000000000000000000000000', 'AAAAAAAAAAAAAAAAAAAAAA=='],
  ['ffffffff-ffff-ffff-ffff-ffffffffffff', 'ffffffffffffffffffffffffffffffff', '/////////////////////w=='],
  ['d32e32d5-23ae-4918-a67f-e86723e17426', 'd5322ed3ae231849a67fe86723e17426', '1TIu064jGEmmf+hnI+F0Jg=='],
  ['8ceeb4cb-893e-4beb-a8d5-e15d767349d6', 'cbb4ee8c3e89eb4ba8d5e15d767349d6', 'y7TujD6J60uo1eFddnNJ1g=='],
  ['e3891d02-6c60-433d-81a1-472c0989fbbc', '021d89e3606c3d4381a1472c0989fbbc', 'Ah2J42BsPUOBoUcsCYn7vA=='],
] as const

test('GUID: text, stored bytes and base64 agree on the known vectors [MS-DTYP §2.3.4]', () => {
  for (const [text, hex, base64] of vectors) {
    assert.equal(guidFromBytes(Buffer.from(hex, 'hex')), text)
    assert.equal(Buffer.from(guidToBytes(text)).toString('hex'), hex)
    assert.equal(guidToBase64(text), base64)
    assert.deepEqual(guidToBytes(text.toUpperCase()), guidToBytes(text))
  }
})

test('GUID: bytes -> text -> bytes is the same for any 16 bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      assert.deepEqual(guidToBytes(guidFromBytes(bytes)), bytes)
    }),
  )
})

test('GUID: anything else is refused by name', () => {
  for (const length of [0, 15, 17, 36])
    assert.throws(() => guidFromBytes(new Uint8Array(length)), { code: 'AD_GUID_INVALID' })
  for (const text of [
    '',
    '{00112233-4455-6677-8899-aabbccddeeff}',
    '00112233445566778899aabbccddeeff',
    '00112233-4455-6677-8899-aabbccddeeff\n',
    '00112233-4455-6677-8899-aabbccddeefg',
    'MyIRAFVEd2aImaq7zN3u/w==',
  ])
    assert.throws(() => guidToBytes(text), { code: 'AD_GUID_INVALID' }, text)
})
