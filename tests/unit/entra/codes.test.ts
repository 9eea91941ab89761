import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { codeSources } from '../../../src/entra/code-sources.ts'
import { codeKinds, findCodes, listCodes } from '../../../src/entra/codes.ts'
import { scenarios } from '../../../src/simulator/scenario-list.ts'
import { judgedRules } from '../../../src/simulator/tenant/judge-assertion.ts'

test('every row has its columns, a kind, a meaning and sources that are known', () => {
  assert.ok(listCodes().length > 1300)
  for (const row of listCodes()) {
    assert.ok(row.meaning !== '' && row.phase !== '', row.code)
    assert.ok(row.code !== '' || row.symbol !== '', row.meaning)
    const { sources, ...texts } = row
    assert.ok(!Object.values(texts).some((value) => value !== value.trim()), row.code)
    for (const source of sources) assert.ok(codeSources[source], `${row.code} ${source}`)
  }
  assert.deepEqual([...new Set(listCodes().map(({ kind }) => kind))].toSorted(), [...codeKinds].toSorted())
})

test('no kind names a code twice, but where the message tells them apart', () => {
  const seen = new Set<string>()
  const twice = listCodes().filter(({ kind, code, symbol }) => {
    const key = `${kind} ${code} ${symbol}`
    if (!seen.has(key)) return !seen.add(key)
    return true
  })
  assert.deepEqual(twice, [])
})

test('HRESULTs are lower-case hex of eight digits', () => {
  for (const { code } of listCodes()) if (code.startsWith('0x')) assert.match(code, /^0x[0-9a-f]{8}$/)
})

test('a code is found as an administrator has it', () => {
  const meanings = (text: string): readonly string[] => findCodes(text).map(({ kind, code }) => `${kind} ${code}`)
  assert.deepEqual(meanings('AADSTS51004'), ['aadsts AADSTS51004'])
  assert.deepEqual(meanings(' aadsts51004 '), ['aadsts AADSTS51004'])
  assert.deepEqual(meanings('51004'), ['aadsts AADSTS51004'])
  assert.deepEqual(meanings('0xCAA20003'), ['adal 0xcaa20003'])
  assert.deepEqual(meanings('caa20003'), ['adal 0xcaa20003'])
  assert.deepEqual(meanings('-2145648611'), ['dsreg 0x801c001d'])
  assert.deepEqual(meanings('KRB_AP_ERR_SKEW').length, 1)
  assert.ok(findCodes('304').length > 0)
  assert.deepEqual(findCodes('AADSTS1'), [])
  assert.deepEqual(findCodes(''), [])
})

test('every code that the simulator gives is explained', () => {
  const aadsts = [...Object.values(judgedRules)].map((rule) => `AADSTS${rule.aadsts}`)
  const scenarioCodes = scenarios
    .flatMap(({ expected }) => [expected.aadsts, expected.hresult])
    .filter((code) => code !== null)
  const device = [
    'acquire-device-token',
    'discover-tenant',
    'register',
    'request-access-token',
    'find-trust-endpoint',
    'sign-in-user',
    'run-device',
    'domain-access',
    'request-assertion',
    'request-prt',
    'adal-log',
  ]
  const files = [...device.map((file) => `simulator/device/${file}`), 'protocol/ws-trust/read-mex']
  const named = files.flatMap((file) => {
    const text = readFileSync(new URL(`../../../src/${file}.ts`, import.meta.url), 'utf8')
    return [...text.matchAll(/'(0x[0-9a-f]{8})'/g)].map((match) => match[1] ?? '')
  })
  const unknown = [...new Set([...aadsts, ...scenarioCodes, ...named])].filter((code) => findCodes(code).length === 0)
  assert.deepEqual(unknown, [])
})
