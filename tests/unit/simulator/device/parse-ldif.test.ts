import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findText, parseLdif } from '../../../../src/simulator/device/parse-ldif.ts'

test('entries, repeated attributes, base64 values; names without case [RFC2849]', () => {
  const text = [
    'dn: CN=WS01,OU=Devices,DC=corp',
    'objectGUID:: uRcIPxfKFEergfe1lD3sew==',
    'keywords: azureADName:corp.example.test',
    'keywords: azureADId:07ec9af2',
    '',
    '# refldap://corp.example.test/CN=Configuration',
    '',
    'dn:: Q049SsO2cmc=',
    'empty:',
    '',
  ].join('\n')
  const [first, second, ...more] = parseLdif(text)
  assert.equal(more.length, 0)
  assert.equal(first?.dn, 'CN=WS01,OU=Devices,DC=corp')
  assert.equal(first?.attributes.get('objectguid')?.[0]?.toString('hex'), 'b917083f17ca1447ab81f7b5943dec7b')
  assert.deepEqual(first?.attributes.get('keywords')?.map(String), [
    'azureADName:corp.example.test',
    'azureADId:07ec9af2',
  ])
  assert.equal(second?.dn, 'CN=Jörg')
  assert.equal(second && findText(second, 'Empty'), '')
  assert.deepEqual(parseLdif(''), [])
})
