import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { test } from 'node:test'

/**
 * Who may import whom. The first folder (or file) under src decides; a folder may always import itself.
 * The reasons are in ARCHITECTURE.md.
 */
const arrows: Readonly<Record<string, readonly string[] | 'anything'>> = {
  errors: [],
  secret: [],
  protocol: ['errors', 'secret'],
  expression: ['errors'],
  entra: ['protocol'],
  config: ['protocol', 'entra', 'expression', 'errors', 'secret'],
  ports: ['protocol', 'config', 'errors', 'secret'],
  'system-ports': ['ports'],
  'second-factor': ['protocol', 'config', 'ports', 'errors', 'secret'],
  issuance: ['protocol', 'config', 'ports', 'second-factor', 'errors', 'secret'],
  administrators: ['protocol', 'config', 'ports', 'second-factor', 'errors', 'secret'],
  publish: ['protocol', 'config', 'ports', 'errors', 'secret'],
  gssapi: ['protocol', 'errors', 'secret'],
  directory: ['protocol', 'config', 'ports', 'expression', 'gssapi', 'errors', 'secret'],
  storage: ['protocol', 'config', 'ports', 'errors', 'secret'],
  keys: ['protocol', 'config', 'ports', 'errors', 'secret'],
  lockout: ['protocol', 'config', 'ports', 'errors', 'secret'],
  doctor: ['protocol', 'entra', 'config', 'ports', 'expression', 'errors', 'secret'],
  admin: ['protocol', 'entra', 'config', 'ports', 'expression', 'errors', 'secret', 'doctor', 'administrators'],
  http: ['issuance', 'administrators', 'publish', 'admin', 'protocol', 'config', 'ports', 'errors', 'secret'],
  live: ['protocol', 'config', 'ports', 'issuance', 'publish', 'directory', 'doctor', 'errors', 'secret'],
  simulator: ['protocol', 'entra', 'errors', 'secret'],
  lab: ['errors', 'secret', 'protocol'],
  compose: [
    'protocol',
    'expression',
    'entra',
    'config',
    'ports',
    'issuance',
    'publish',
    'gssapi',
    'directory',
    'storage',
    'keys',
    'lockout',
    'live',
    'second-factor',
    'administrators',
    'doctor',
    'admin',
    'http',
    'system-ports',
    'errors',
    'secret',
  ],
  cli: 'anything',
}

/** A finer rule inside issuance: stages do not know each other, only the two flow files know the order. */
const stages = ['accept', 'authenticate', 'lookup', 'map', 'mint', 'reply']

const src = resolve(import.meta.dirname, '../../src')

function sourceFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
    .sort()
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) =>
    resolve(dirname(file), match[1] ?? ''),
  )
}

function partOf(file: string): string {
  return (relative(src, file).split('/')[0] ?? '').replace(/\.ts$/, '')
}

test('folders import only what they may', () => {
  const wrong: string[] = []
  for (const file of sourceFiles(src)) {
    const from = partOf(file)
    const allowed = arrows[from]
    assert.ok(allowed, `${from} has no row in the arrows table`)
    for (const target of importsOf(file)) {
      const to = partOf(target)
      if (to === from || allowed === 'anything' || allowed.includes(to)) continue
      if (relative(src, file).startsWith('issuance/map/') && to === 'expression') continue
      wrong.push(`${relative(src, file)}: ${from} must not import ${to}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('a stage of the issuance never imports another stage', () => {
  const wrong: string[] = []
  for (const file of sourceFiles(join(src, 'issuance'))) {
    const from = relative(join(src, 'issuance'), file).split('/')[0] ?? ''
    if (!stages.includes(from)) continue
    for (const target of importsOf(file)) {
      const to = relative(join(src, 'issuance'), target).split('/')[0] ?? ''
      if (stages.includes(to) && to !== from) wrong.push(`${relative(src, file)} imports stage ${to}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('no import cycles', () => {
  const state = new Map<string, 'open' | 'done'>()
  const cycles: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      cycles.push([...path.slice(path.indexOf(file)), file].map((name) => relative(src, name)).join(' -> '))
      return
    }
    state.set(file, 'open')
    for (const target of importsOf(file)) if (target.endsWith('.ts')) visit(target, [...path, file])
    state.set(file, 'done')
  }
  for (const file of sourceFiles(src)) visit(file, [])
  assert.deepEqual(cycles, [])
})

test('no catch-all folders', () => {
  const wrong = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(^|\/)(utils?|helpers?|common|shared|lib|types)(\/|\.ts$)/.test(name),
  )
  assert.deepEqual(wrong, [])
})
