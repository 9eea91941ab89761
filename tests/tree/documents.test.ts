import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { read, root } from './source-files.ts'

test('each decision has a number of its own', () => {
  const numbers = readdirSync(`${root}/docs/decisions`).map((name) => name.slice(0, 4))
  assert.deepEqual(numbers, [...new Set(numbers)])
})

test('specifications are listed once each, by name', () => {
  const names = [...read(`${root}/docs/specs.md`).matchAll(/^\| ([A-Z][\w.-]*) \|/gm)].map(([, name = '']) => name)
  assert.deepEqual(names, [...new Set(names)].sort())
})
