import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findCookie, serializeHostCookie } from '../../../../src/protocol/http/cookies.ts'

test('[RFC6265 §5.4] a cookie is found by its whole name; one that is there twice is nobody’s', () => {
  assert.equal(findCookie('a=1; __Host-x=2=3;b=4', '__Host-x'), '2=3')
  assert.equal(findCookie('a=1; x=2', '__Host-x'), undefined)
  assert.equal(findCookie('__Host-x=1; __Host-x=2', '__Host-x'), undefined)
  assert.equal(findCookie(undefined, 'x'), undefined)
  assert.equal(findCookie('x', 'x'), '')
})

test('[RFC6265 §4.1] a host cookie has no domain, the whole host as path, and needs TLS', () => {
  assert.equal(serializeHostCookie('x', 'v', undefined), '__Host-x=v; Path=/; Secure; HttpOnly; SameSite=Lax')
  assert.equal(serializeHostCookie('x', '', 0), '__Host-x=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0')
})
