import assert from 'node:assert/strict'
import { test } from 'node:test'
import { branding } from '../../../src/config/branding.ts'

test('a colour that white text could not be read on is refused, and so is a logo that would be fetched', () => {
  for (const accentColour of ['#1f5fbf', '#000000', '#767676']) assert.ok(branding.safeParse({ accentColour }).success)
  for (const accentColour of ['#777777', '#ffcc00', 'red', '#12345'])
    assert.ok(!branding.safeParse({ accentColour }).success)
  assert.ok(branding.safeParse({ logo: 'data:image/png;base64,iVBORw0KGgo=' }).success)
  for (const logo of [
    'https://example.test/logo.png',
    'data:text/html;base64,AAAA',
    `data:image/png;base64,${'A'.repeat(17_000)}`,
  ])
    assert.ok(!branding.safeParse({ logo }).success, logo.slice(0, 40))
  assert.ok(!branding.safeParse({ supportUrl: 'javascript:alert(1)' }).success)
})
