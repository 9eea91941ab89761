import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findLogonFailure } from '../../../../src/protocol/ad/logon-failure.ts'

const text = (data: string) =>
  `80090308: LdapErr: DSID-0C090449, comment: AcceptSecurityContext error, data ${data}, v4563\0`

test("bind: AD's code is found in its text, and explained [MS-ADTS §5.1.1.1.1]", () => {
  for (const code of ['525', '52e', '52f', '530', '531', '532', '533', '568', '701', '773', '775']) {
    const failure = findLogonFailure(text(code))
    assert.equal(failure?.code, code)
    assert.ok(failure.meaning.length > 10 && failure.fix.length > 10)
  }
  assert.equal(findLogonFailure(text('52E'))?.meaning, 'the password is wrong, or there is no such account')
})

test('bind: a text without a code we know explains nothing', () => {
  for (const serverSays of ['', 'invalid credentials', text('999'), text('__proto__'), 'data 52eff'])
    assert.equal(findLogonFailure(serverSays), undefined, serverSays)
})
