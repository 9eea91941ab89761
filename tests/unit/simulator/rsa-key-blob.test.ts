import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseRsaKeyBlob, serializeRsaKeyBlob } from '../../../src/simulator/rsa-key-blob.ts'

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

test('parse(serialize(key)) is the key', () => {
  const blob = serializeRsaKeyBlob(publicKey)
  assert.equal(Buffer.from(blob.subarray(0, 4)).toString(), 'RSA1')
  assert.equal(Buffer.from(blob).readUInt32LE(4), 2048)
  assert.ok(parseRsaKeyBlob(blob)?.equals(publicKey))
})

test('any other bytes are no key', () => {
  const blob = Buffer.from(serializeRsaKeyBlob(publicKey))
  assert.equal(parseRsaKeyBlob(blob.subarray(0, -1)), undefined)
  assert.equal(parseRsaKeyBlob(Buffer.concat([blob, Buffer.from([0])])), undefined)
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => parseRsaKeyBlob(bytes) === undefined))
})
