import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { localTime } from '../../../src/expression/date-text.ts'
import {
  findOffset,
  findTimeZone,
  findZoneByName,
  instantOfLocal,
  utcMs,
  zoneName,
} from '../../../src/expression/time-zone.ts'

const zone = (id: string) => findTimeZone(id) ?? assert.fail(id)

test('offsets in the forms ISO 8601 and Java have, up to 18 hours', () => {
  const rows = [
    ['+01:00', 3600],
    ['+0100', 3600],
    ['+01', 3600],
    ['+1', 3600],
    ['-0330', -12600],
    ['+800', 28800],
    ['+18:00', 64800],
    ['+18:01', undefined],
    ['+01:60', undefined],
    ['01:00', undefined],
    ['+', undefined],
    ['+00:00', 0],
    ['-00:00', 0],
  ] as const
  for (const [text, seconds] of rows) assert.equal(findOffset(text), seconds, text)
})

test('zones are known by id, unknown ones are none', () => {
  for (const id of ['Z', 'UTC', 'GMT', 'UT', 'Europe/Paris', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5', '+01:00'])
    assert.equal(zone(id).id, id)
  assert.deepEqual([zone('UTC+2').id, zone('-0330').id], ['UTC+02:00', '-03:30'])
  for (const text of [
    '',
    'A',
    'z',
    'Nope/Where',
    'Europe/',
    '../etc/passwd',
    'Europe/Paris\u0000',
    '+',
    'GMT+',
    'UTC 2',
  ]) {
    assert.equal(findTimeZone(text), undefined, JSON.stringify(text))
  }
})

test('offsets follow daylight saving', () => {
  assert.equal(zone('Europe/Paris').offsetAt(Date.parse('2024-01-01T00:00:00Z')), 3600)
  assert.equal(zone('Europe/Paris').offsetAt(Date.parse('2024-07-01T00:00:00Z')), 7200)
  assert.equal(zone('Asia/Kolkata').offsetAt(0), 19800)
  assert.equal(zone('Australia/Lord_Howe').offsetAt(Date.parse('2024-01-01T00:00:00Z')), 39600)
})

test('a local time is found again, save in the hour that is skipped', () => {
  const zones = [
    'Europe/Paris',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    '+05:45',
  ].map(zone)
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 2_000_000_000 }), (place, seconds) => {
      const local = localTime(seconds * 1000, place)
      const localMs = utcMs(local.year, local.month, local.day, local.hour, local.minute, local.second, 0)
      const found = instantOfLocal(localMs, place)
      assert.deepEqual(localTime(found, place), local)
      assert.ok(found <= seconds * 1000)
    }),
  )
})

test('in a gap the time moves forward by its length, in an overlap the earlier instant counts', () => {
  const newYork = zone('America/New_York')
  const iso = (text: string): string => new Date(instantOfLocal(Date.parse(`${text}Z`), newYork)).toISOString()
  assert.equal(iso('2024-03-10T02:30:00'), '2024-03-10T07:30:00.000Z')
  assert.equal(iso('2024-11-03T01:30:00'), '2024-11-03T05:30:00.000Z')
})

test('names that mail and logs use', () => {
  assert.equal(findZoneByName('PST')?.id, 'America/Los_Angeles')
  assert.equal(findZoneByName('CEST')?.id, 'Europe/Paris')
  assert.equal(findZoneByName('constructor'), undefined)
  const summer = Date.parse('2024-07-01T00:00:00Z')
  assert.equal(zoneName(zone('America/Los_Angeles'), summer, 'short'), 'PDT')
  assert.equal(zoneName(zone('America/Los_Angeles'), summer, 'long'), 'Pacific Daylight Time')
  assert.equal(zoneName(zone('Europe/Paris'), 0, 'short'), 'CET')
  assert.equal(zoneName(zone('UTC'), 0, 'long'), 'Coordinated Universal Time')
  assert.equal(zoneName(zone('+01:00'), 0, 'short'), '+01:00')
})

test('years before 100 are not years of the last century', () => {
  assert.equal(new Date(utcMs(99, 1, 1, 0, 0, 0, 0)).toISOString(), '0099-01-01T00:00:00.000Z')
})
