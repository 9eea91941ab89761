import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attributeText } from '../../../src/directory/attribute-text.ts'

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))

test('attribute: GUIDs come out as UUID text, whatever case the name is in [MS-DTYP §2.3.4]', () => {
  const guid = bytes('b917083f17ca1447ab81f7b5943dec7b')
  assert.equal(attributeText('objectGUID', guid), '3f0817b9-ca17-4714-ab81-f7b5943dec7b')
  assert.equal(attributeText('MS-DS-CONSISTENCYGUID', guid), '3f0817b9-ca17-4714-ab81-f7b5943dec7b')
})

test('attribute: SIDs come out as S-1-… [MS-DTYP §2.4.2]', () => {
  const sid = bytes('010500000000000515000000c7f7fed77c7755c8945ace01f5030000')
  for (const name of ['objectSid', 'tokenGroups', 'sIDHistory', 'mS-DS-CreatorSID'])
    assert.equal(attributeText(name, sid), 'S-1-5-21-3623811015-3361044348-30300820-1013')
})

test('attribute: text is text, with every byte kept', () => {
  assert.equal(attributeText('displayName', Buffer.from('Lučić 🙂')), 'Lučić 🙂')
  assert.equal(attributeText('info', bytes('efbbbf61')), '\ufeffa')
  assert.equal(attributeText('__proto__', Buffer.from('x')), 'x')
})

test('attribute: certificates, and bytes that are not what the syntax says, come out as base64', () => {
  assert.equal(attributeText('userCertificate', Buffer.from('abc')), 'YWJj')
  assert.equal(attributeText('userCertificate;binary', Buffer.from('abc')), 'YWJj')
  assert.equal(attributeText('mS-DS-ConsistencyGuid', Buffer.from('abc')), 'YWJj')
  assert.equal(attributeText('objectSid', bytes('ff')), '/w==')
  assert.equal(attributeText('description', bytes('ff')), '/w==')
})
