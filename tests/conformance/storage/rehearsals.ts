import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RehearsalRecord, RehearsalRepository } from '../../../src/ports/rehearsals.ts'

/** What every RehearsalRepository does, whatever it keeps its records in. `open` gives an empty one. */

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 12, minute))

export function rehearsalRecord(changes: Partial<RehearsalRecord> = {}): RehearsalRecord {
  return {
    id: 'r0',
    kind: 'join',
    applicationId: 'm365',
    computer: 'WS01$',
    user: undefined,
    state: 'waiting',
    requestedBy: 'alice',
    settingsVersion: 3,
    createdAt: at(0),
    beatAt: at(0),
    startedAt: undefined,
    finishedAt: undefined,
    steps: [],
    outcome: undefined,
    problem: undefined,
    ...changes,
  }
}

export function rehearsalSuite(label: string, open: () => Promise<RehearsalRepository>): void {
  const ids = async (rehearsals: RehearsalRepository, applicationId?: string) =>
    (await rehearsals.list({ applicationId }, 200)).records.map(({ id }) => id)

  test(`${label}: what was added and changed comes back whole`, async () => {
    const rehearsals = await open()
    const waiting = rehearsalRecord({ kind: 'signIn', user: 'alice@corp.example.test' })
    await rehearsals.add(waiting, 100)
    assert.deepEqual(await rehearsals.find(waiting.id), waiting)
    const passed: RehearsalRecord = {
      ...waiting,
      state: 'passed',
      beatAt: at(2),
      startedAt: at(1),
      finishedAt: at(2),
      steps: [{ name: 'mex', outcome: 'ok', detail: 'an odd \u0000 \ud800 "name" 😀', ms: 28 }],
      outcome: {
        passed: true,
        joined: true,
        path: 'federated',
        aadsts: null,
        hresult: null,
        dsregcmd: 'AzureAdJoined : YES\r\n',
        unproved: ['this'],
        signIns: [{ traceId: 't', code: null }],
      },
    }
    assert.equal(await rehearsals.update(passed), true)
    assert.deepEqual(await rehearsals.find(waiting.id), passed)
    assert.equal(await rehearsals.find('other'), undefined)
  })

  test(`${label}: what has ended stays as it is`, async () => {
    const rehearsals = await open()
    const cancelled = rehearsalRecord({ state: 'cancelled', finishedAt: at(1) })
    await rehearsals.add(rehearsalRecord(), 100)
    assert.equal(await rehearsals.update(cancelled), true)
    assert.equal(await rehearsals.update(rehearsalRecord({ state: 'passed' })), false)
    assert.deepEqual(await rehearsals.find('r0'), cancelled)
    assert.equal(await rehearsals.update(rehearsalRecord({ id: 'other' })), false)
  })

  test(`${label}: newest first, page by page, of one application or all`, async () => {
    const rehearsals = await open()
    for (const [id, applicationId, minute] of [
      ['a', 'm365', 1],
      ['b', 'other', 2],
      ['c', 'm365', 3],
      ['d', 'm365', 3],
    ] as const)
      await rehearsals.add(rehearsalRecord({ id, applicationId, createdAt: at(minute) }), 100)
    assert.deepEqual(await ids(rehearsals), ['d', 'c', 'b', 'a'])
    assert.deepEqual(await ids(rehearsals, 'm365'), ['d', 'c', 'a'])
    const first = await rehearsals.list({ applicationId: 'm365' }, 2)
    assert.deepEqual(
      first.records.map(({ id }) => id),
      ['d', 'c'],
    )
    const second = await rehearsals.list({ applicationId: 'm365' }, 2, first.cursor)
    assert.deepEqual([second.records.map(({ id }) => id), second.cursor], [['a'], undefined])
  })

  test(`${label}: the oldest go, the last that passed of each application stays`, async () => {
    const rehearsals = await open()
    const add = (id: string, minute: number, changes: Partial<RehearsalRecord> = {}) =>
      rehearsals.add(rehearsalRecord({ id, createdAt: at(minute), ...changes }), 2)
    await add('old-passed', 1, { state: 'passed' })
    await add('passed', 2, { state: 'passed' })
    await add('other-passed', 3, { state: 'passed', applicationId: 'other' })
    await add('failed', 4, { state: 'failed' })
    await add('newer', 5)
    await add('newest', 6)
    assert.deepEqual(await ids(rehearsals), ['newest', 'newer', 'other-passed', 'passed'])
    assert.equal((await rehearsals.findPassed('m365'))?.id, 'passed')
    assert.equal((await rehearsals.findPassed('other'))?.id, 'other-passed')
    assert.equal(await rehearsals.findPassed('none'), undefined)
  })
}
