import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { guidToBase64 } from '../../../../src/expression/functions/guid-to-base64.ts'

/** GUID, base64 in Windows' byte order, and base64 of the bytes as written, which is the usual mistake. */
const vectors = [
  ['7754d487-1fc3-4206-9e95-ce012f1586e5', 'h9RUd8MfBkKelc4BLxWG5Q==', 'd1TUhx/DQgaelc4BLxWG5Q=='],
  ['ae3133f2-6e22-49ae-b06a-16e6a9b212eb', '8jMxriJurkmwahbmqbIS6w==', 'rjEz8m4iSa6wahbmqbIS6w=='],
  ['00112233-4455-6677-8899-aabbccddeeff', 'MyIRAFVEd2aImaq7zN3u/w==', 'ABEiM0RVZneImaq7zN3u/w=='],
  ['3f0817b9-ca17-4714-ab81-f7b5943dec7b', 'uRcIPxfKFEergfe1lD3sew==', 'PwgXucoXRxSrgfe1lD3sew=='],
  ['07ec9af2-7ce5-4ab7-8638-115736bbf990', '8prsB+V8t0qGOBFXNrv5kA==', 'B+ya8nzlSreGOBFXNrv5kA=='],
  ['00000000-0000-0000-0000-000000000000', 'AAAAAAAAAAAAAAAAAAAAAA==', 'AAAAAAAAAAAAAAAAAAAAAA=='],
  ['ffffffff-ffff-ffff-ffff-ffffffffffff', '/////////////////////w==', '/////////////////////w=='],
  ['d32e32d5-23ae-4918-a67f-e86723e17426', '1TIu064jGEmmf+hnI+F0Jg==', '0y4y1SOuSRimf+hnI+F0Jg=='],
  ['8ceeb4cb-893e-4beb-a8d5-e15d767349d6', 'y7TujD6J60uo1eFddnNJ1g==', 'jO60y4k+S+uo1eFddnNJ1g=='],
  ['e3891d02-6c60-433d-81a1-472c0989fbbc', 'Ah2J42BsPUOBoUcsCYn7vA==', '44kdAmxgQz2BoUcsCYn7vA=='],
] as const

test('a GUID becomes the base64 of its bytes in Windows order, not in the order of its digits', () => {
  for (const [guid, windows, asWritten] of vectors) {
    assert.equal(guidToBase64(guid), windows)
    assert.equal(guidToBase64(guid.toUpperCase()), windows)
    assert.equal(Buffer.from(guid.replaceAll('-', ''), 'hex').toString('base64'), asWritten)
  }
})

test('anything but 8-4-4-4-12 hexadecimal digits is no GUID', () => {
  const wrong = [
    '',
    'x',
    '{00112233-4455-6677-8899-aabbccddeeff}',
    '00112233445566778899aabbccddeeff',
    '00112233-4455-6677-8899-aabbccddeef',
  ]
  for (const text of [
    ...wrong,
    ' 00112233-4455-6677-8899-aabbccddeeff',
    '00112233-4455-6677-8899-aabbccddeeff\n',
    '0011223g-4455-6677-8899-aabbccddeeff',
  ]) {
    assert.equal(guidToBase64(text), undefined, text)
  }
})

test('the 16 bytes come back, each once', () => {
  fc.assert(
    fc.property(fc.uuid(), (guid) => {
      const bytes = Buffer.from(guidToBase64(guid) ?? '', 'base64')
      const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
      const digits = order.map((at) => (bytes[at] ?? 0).toString(16).padStart(2, '0')).join('')
      return bytes.length === 16 && digits === guid.replaceAll('-', '')
    }),
  )
})
