import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  filetimeFromMilliseconds,
  findFiletimeMilliseconds,
  parseFiletime,
} from '../../../../src/protocol/ad/filetime.ts'
import {
  findTicketEncryptionTypes,
  listSupportedEncryptionTypeFlags,
} from '../../../../src/protocol/ad/supported-encryption-types.ts'
import { hasAccountFlag, listAccountFlags } from '../../../../src/protocol/ad/user-account-control.ts'

test('userAccountControl: a workstation, a disabled user, the signed spelling [MS-ADTS §2.2.16]', () => {
  assert.deepEqual(listAccountFlags(4096), ['WORKSTATION_TRUST_ACCOUNT'])
  assert.deepEqual(listAccountFlags(66050), ['ACCOUNTDISABLE', 'NORMAL_ACCOUNT', 'DONT_EXPIRE_PASSWORD'])
  assert.equal(hasAccountFlag(532480, 'SERVER_TRUST_ACCOUNT'), true)
  assert.equal(hasAccountFlag(532480, 'WORKSTATION_TRUST_ACCOUNT'), false)
  assert.equal(hasAccountFlag(-2147483646, 'ACCOUNTDISABLE'), true)
})

test('msDS-SupportedEncryptionTypes: what tickets may use, strongest first [MS-KILE §2.2.7]', () => {
  const aes = ['aes256-cts-hmac-sha1-96', 'aes128-cts-hmac-sha1-96']
  assert.deepEqual(findTicketEncryptionTypes(0x18), aes)
  assert.deepEqual(findTicketEncryptionTypes(0x1c), [...aes, 'rc4-hmac'])
  assert.deepEqual(findTicketEncryptionTypes(0x1f), [...aes, 'rc4-hmac', 'des-cbc-md5', 'des-cbc-crc'])
  assert.deepEqual(findTicketEncryptionTypes(0x24), ['rc4-hmac'])
  assert.deepEqual(findTicketEncryptionTypes(0x50000), [])
  assert.equal(findTicketEncryptionTypes(0), undefined)
  assert.equal(findTicketEncryptionTypes(undefined), undefined)
  assert.deepEqual(listSupportedEncryptionTypeFlags(0x10024), ['RC4_HMAC', 'AES256_SK', 'FAST'])
})

test('FILETIME: epoch, a known date, never [MS-DTYP §2.3.3]', () => {
  assert.equal(findFiletimeMilliseconds(116444736000000000n), 0)
  assert.equal(findFiletimeMilliseconds(parseFiletime('133485408000000000')), Date.UTC(2024, 0, 1))
  assert.equal(findFiletimeMilliseconds(parseFiletime('9223372036854775807')), undefined)
  assert.equal(findFiletimeMilliseconds(parseFiletime('0')), undefined)
  for (const text of ['', '-1', '1.5', '0x10', '99999999999999999999'])
    assert.throws(() => parseFiletime(text), { code: 'AD_FILETIME_INVALID' }, text)
})

test('FILETIME: there and back', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1700-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }), (date) => {
      assert.equal(findFiletimeMilliseconds(filetimeFromMilliseconds(date.getTime())), date.getTime())
    }),
  )
})
