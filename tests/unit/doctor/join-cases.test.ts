import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { joinCases } from '../../../src/doctor/join-cases.ts'
import { statusText } from './checks.ts'
import { readText } from './read-text.ts'

const fixture = (path: string): string => readFileSync(new URL(`../../fixtures/${path}`, import.meta.url), 'utf8')
const fallback = fixture('captured/dsregcmd/join-debug-fallback.txt')
const readings = (...texts: readonly string[]) =>
  texts.flatMap((text, index) => readText(text, `${index}.txt`).readings)

const device = (name: string, id: string): string =>
  statusText({ AzureAdJoined: 'YES', 'Device Name': name, DeviceId: id })
const [one, other] = ['3f0817b9-ca17-4714-ab81-f7b5943dec7b', '4f0817b9-ca17-4714-ab81-f7b5943dec7b']

test('outputs are joined by device id and by name', () => {
  const cases = joinCases(
    readings(
      fallback,
      device('WS01.example.test', one),
      device('WS02.example.test', other),
      statusText({ AzureAdPrt: 'YES', 'Device Name': 'ws01.example.test' }),
    ),
  )
  assert.deepEqual(
    cases.map(({ device: name }) => name),
    ['WS01.example.test', 'WS02.example.test'],
  )
  assert.deepEqual(
    cases.map((which) => which.all('dsregcmd-status').length),
    [3, 1],
  )
  assert.equal(cases[0]?.attempt?.aadsts?.value, 'AADSTS51004')
  assert.equal(cases[1]?.attempt, undefined)
})

test('an output that names no device belongs to the only one there is', () => {
  const [which, more] = joinCases(readings(device('WS01.example.test', one), 'AdalLog:  HRESULT: 0xcaa90017\n'))
  assert.equal(more, undefined)
  assert.equal(which?.attempt?.cause?.value, '0xcaa90017')
})

test('what a status keeps of the last registration is the same try as a debug output of that time', () => {
  const [which] = joinCases(readings(fixture('doctor/scenarios/protocol-saml.txt')))
  assert.equal(which?.attempt?.told, 'join-debug')
  assert.deepEqual(which?.earlier, [])
})

test('entries of the log belong to a join by request id, else by computer and time', () => {
  const printed = fixture('doctor/scenarios/clock-skew.txt')
  const log = fixture('doctor/scenarios/clock-skew.log.json')
  const signIns = (text: string) => joinCases(readings(printed, text))[0]?.attempt?.signIns.length
  assert.ok((signIns(log) ?? 0) > 0)
  assert.equal(
    signIns(log.replaceAll(/"clientRequestId":"[^"]*"/g, '"clientRequestId":"00000000-0000-4000-8000-000000000000"')),
    0,
  )
})

test('event logs of several devices are cases of their own, the domain controller’s belong to all', () => {
  const event = (computer: string, source: string, id: string): string =>
    `Log Name:      Microsoft-Windows-${source}/Admin\nSource:        Microsoft-Windows-${source}\nDate:          2026-07-19T02:14:22Z\nEvent ID:      ${id}\nTask Category: None\nLevel:         Error\nKeywords:\nUser:          SYSTEM\nComputer:      ${computer}\nDescription:\nExit code: Unknown HResult Error code: 0xcaa20003. Server error: AADSTS51004: x\n`
  const cases = joinCases(
    readings(
      event('WS01', 'User Device Registration', '305'),
      event('WS02', 'User Device Registration', '305'),
      event('DC1', 'Kerberos-Key-Distribution-Center', '16'),
    ),
  )
  assert.deepEqual(
    cases.map(({ device: name }) => name),
    ['WS01', 'WS02'],
  )
  for (const which of cases) {
    assert.equal(which.all('windows-event').length, 2)
    assert.equal(which.attempt?.aadsts?.value, 'AADSTS51004')
  }
})
