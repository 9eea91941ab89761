import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseReferral } from '../../../src/directory/referral.ts'

test('referral: host, port and base of the URIs AD writes [RFC4516 §2]', () => {
  assert.deepEqual(parseReferral('ldap://Child.corp.example.com/DC=child,DC=corp,DC=example,DC=com'), {
    scheme: 'ldap',
    host: 'child.corp.example.com',
    port: undefined,
    base: 'DC=child,DC=corp,DC=example,DC=com',
  })
  assert.deepEqual(parseReferral('ldaps://dc2:3269/OU=a%2Cb??sub'), {
    scheme: 'ldaps',
    host: 'dc2',
    port: 3269,
    base: 'OU=a,b',
  })
  assert.deepEqual(parseReferral('ldap://[2001:db8::1]:389'), {
    scheme: 'ldap',
    host: '2001:db8::1',
    port: 389,
    base: undefined,
  })
})

test('referral: what cannot be read names no host', () => {
  for (const uri of ['', 'http://evil/', 'ldap:///DC=x', 'ldap://a:b:c/', 'ldap://user@dc1:x/'])
    assert.equal(parseReferral(uri).host, '', uri)
  assert.equal(parseReferral('ldap://dc1/%zz').base, undefined)
})
